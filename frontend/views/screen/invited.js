// The screen's own invitation, good for a day.
import { root } from "../../root.js";
import { say } from "../../words/say.js";
import * as calls from "../club/calls.js";

/** Each tab has its own, so a reload shows the same code. */
const KEY = `marquee.screen ${root}`;
const DAYS = 1;
/** An invitation that ends sooner than this (ms) is no longer shown. */
const LEAST = 3_600_000;

/** @returns {number} its id; 0: there is none */
function recall() {
  try {
    return Number(sessionStorage.getItem(KEY));
  } catch {
    return 0;
  }
}

/** @param {number} id */
function keep(id) {
  try {
    sessionStorage.setItem(KEY, String(id));
  } catch {
    // A reload makes another one.
  }
}

/** Whether people can still join with it for a while. @param {InvitationRow} invitation */
export const isGood = ({ state, expires_at: end }) =>
  state === "open" && (end === null || Date.parse(end) - Date.now() > LEAST);

/** The one that this tab has made, if it is still good. */
async function known() {
  const id = recall();
  const invitation = id ? await calls.invitation(id).catch(() => null) : null;
  return invitation && isGood(invitation) ? invitation : null;
}

/** @returns {Promise<Invitation>} */
export async function invitation() {
  const kept = await known();
  if (kept) return kept;
  const made = await calls.makeInvitation({
    note: say("title.screen"),
    max_uses: null,
    days: DAYS,
  });
  keep(made.id);
  return made;
}
