import { complain, loadClub, refresh, toast } from "../../actions.js";
import { turn } from "../../turn.js";
import * as api from "../../api.js";
import { ApiError } from "../../api.js";
import { chooseSeat } from "../../calls.js";
import { placeOf } from "../../places.js";
import { isAdmin } from "../../state.js";
import { say, sayApart } from "../../words/say.js";
import { takeSeat } from "../sign_in/become.js";

/** Of several faces that are tapped one after the other, the last counts. */
let taps = 0;

/**
 * One tap on a face: from now on this is their ballot. What the one before was about to do stays
 * undone.
 * @param {Page} page
 * @param {Member} member
 */
export async function change(page, member) {
  const mine = (taps += 1);
  try {
    if (!(await sitDown(page, member, () => mine === taps))) return;
  } catch (error) {
    await missed(page, member, error);
    return;
  }
  page.dispatch({ type: "errand", errand: null });
  page.dispatch({ type: "spoken", text: say("seats.spoken", { name: member.name }) });
  const { route } = page.state();
  if (placeOf(route.name).who === "admin" && !isAdmin(page.state())) page.replace("/");
  await refresh(page);
  await turn(page);
}

/**
 * The page becomes theirs.
 * @param {Page} page @param {Member} member
 * @param {() => boolean} [isWanted] whether it is still to be, once the server has said who they are
 * @returns {Promise<boolean>}
 */
export async function sitDown(page, { id }, isWanted = () => true) {
  await chooseSeat(id);
  const me = await api.me(id);
  if (!isWanted()) return false;
  await takeSeat(page, me);
  return true;
}

/**
 * Whoever is gone has not taken the seat of the one who is there.
 * @param {Page} page @param {Member} member @param {unknown} error
 * @returns {Promise<boolean>} whether they are gone
 */
export async function missed(page, { name }, error) {
  const isGone = error instanceof ApiError && error.slug === "unauthenticated";
  if (!isGone) {
    complain(page, error);
    return false;
  }
  toast(page, sayApart("seats.gone", { name }), { tone: "trouble" });
  await loadClub(page).catch(() => refresh(page));
  return true;
}
