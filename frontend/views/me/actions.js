import { endSession, refresh, toast } from "../../actions.js";
import { turn } from "../../turn.js";
import * as api from "../../api.js";
import * as calls from "../../calls.js";
import { eraseKept } from "../../offline.js";
import { turnNow } from "../../seat.js";
import { memberOf } from "../../state.js";
import { eraseVotesOf } from "../../waiting/kept.js";
import { say, sayApart } from "../../words/say.js";

/** What others see of a member is all over the page. @param {Page} page @param {MeChange} change */
async function changeLook(page, change) {
  page.dispatch({ type: "me", me: await calls.changeMe(change) });
  await refresh(page, true);
}

/** @param {Page} page @param {string} name */
export async function rename(page, name) {
  await changeLook(page, { name });
  toast(page, say("me.renamed"));
}

/** @param {Page} page @param {Color | null} color null: that which comes by itself */
export const paint = (page, color) => changeLook(page, { color });

/** @param {Page} page @param {string | null} language null: as the browser likes it */
export async function speakIn(page, language) {
  page.dispatch({ type: "me", me: await calls.changeMe({ language }) });
  await turn(page);
}

/**
 * @param {Page} page
 * @param {string | null} current
 * @param {string} password
 * @param {boolean} endsTokens
 */
export async function changePassword(page, current, password, endsTokens) {
  /** @type {MeChange} */
  const change = { password };
  if (current !== null) change.current_password = current;
  if (endsTokens) change.end_tokens = true;
  page.dispatch({ type: "me", me: await calls.changeMe(change) });
  const done = current === null ? "me.password-set" : "me.password-changed";
  toast(page, say(endsTokens ? "me.password-alone" : done));
}

/** @param {Page} page @param {string} current */
export async function removePassword(page, current) {
  const change = { password: null, current_password: current };
  page.dispatch({ type: "me", me: await calls.changeMe(change) });
  toast(page, say("me.password-removed"));
}

/** What has changed elsewhere about one's account. @param {Page} page */
export async function lookAgain(page) {
  page.dispatch({ type: "me", me: await api.me() });
}

/** @param {Page} page @param {number} id */
export async function signOutDevice(page, id) {
  await calls.endSession(id);
  toast(page, say("me.device-out"));
}

/** @param {Page} page */
export async function signOutOthers(page) {
  await calls.endOtherSessions();
  toast(page, say("me.others-out"));
}

/** @param {Page} page */
export async function signOut(page) {
  const turn = turnNow();
  await calls.signOut();
  await goodbye(page, say("me.signed-out"), turn);
}

/** @param {Page} page */
export async function signOutAll(page) {
  await calls.signOutAll();
  await eraseKept(null);
  await goodbye(page, say("me.all-out"), turnNow());
}

/** @param {Page} page */
export async function leaveClub(page) {
  const turn = turnNow();
  const name = memberOf(page.state())?.name ?? "";
  await calls.leaveClub();
  await goodbye(page, sayApart("me.goodbye", { name }), turn);
}

/**
 * Votes that wait go with the member who cast them.
 * @param {Page} page
 * @returns {string} what to say of it; "" where there are none
 */
function dropWaiting({ state }) {
  const count = [...state().ballot.values()].filter(({ isWaiting }) => isWaiting).length;
  eraseVotesOf(memberOf(state())?.id ?? 0);
  return count > 0 ? say("away.dropped", { count }) : "";
}

/**
 * Whoever has been given the page meanwhile keeps it.
 * @param {Page} page
 * @param {string} text
 * @param {number} turn in which it was asked
 */
async function goodbye(page, text, turn) {
  const lost = turn === turnNow() ? dropWaiting(page) : "";
  if (turn === turnNow()) {
    endSession(page);
    page.replace("/");
  }
  toast(page, `${text} ${lost}`.trim());
  await refresh(page, true);
}
