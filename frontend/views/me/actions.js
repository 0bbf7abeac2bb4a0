import { endSession, loadClub, refresh, toast } from "../../actions.js";
import * as calls from "../../calls.js";
import { memberOf } from "../../state.js";
import { say } from "../../words/say.js";

/** @param {Page} page @param {string} name */
export async function rename(page, name) {
  page.dispatch({ type: "me", me: await calls.changeMe({ name }) });
  await Promise.all([loadClub(page), refresh(page)]);
  toast(page, say("me.renamed"));
}

/** @param {Page} page @param {string | null} current @param {string} password */
export async function changePassword(page, current, password) {
  const change = current === null ? { password } : { password, current_password: current };
  page.dispatch({ type: "me", me: await calls.changeMe(change) });
  toast(page, say("me.password-changed"));
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
  await calls.signOut();
  await goodbye(page, say("me.signed-out"));
}

/** @param {Page} page */
export async function leaveClub(page) {
  const name = memberOf(page.state())?.name ?? "";
  await calls.leaveClub();
  await goodbye(page, say("me.goodbye", { name }));
}

/** @param {Page} page @param {string} text */
async function goodbye(page, text) {
  endSession(page);
  page.replace("/");
  toast(page, text);
  await refresh(page);
}
