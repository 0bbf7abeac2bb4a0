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
    await chooseSeat(member.id);
    const me = await api.me(member.id);
    if (mine !== taps) return;
    await takeSeat(page, me);
  } catch (error) {
    await explain(page, member, error);
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
 * Whoever is gone has not taken the seat of the one who is there.
 * @param {Page} page @param {Member} member @param {unknown} error
 */
async function explain(page, { name }, error) {
  const isGone = error instanceof ApiError && error.slug === "unauthenticated";
  if (!isGone) {
    complain(page, error);
    return;
  }
  toast(page, sayApart("seats.gone", { name }), { tone: "trouble" });
  await loadClub(page).catch(() => refresh(page));
}
