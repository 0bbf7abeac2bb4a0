import { refresh, toast } from "../../actions.js";
import { explain } from "../../errors.js";
import { memberOf } from "../../state.js";
import { say, sayApart } from "../../words/say.js";
import * as calls from "./calls.js";
import { toTell } from "./refusals.js";
import { CHANGES, explainMember } from "./roster.js";

/**
 * A member who is being looked at; what is changed is changed for the version that was seen.
 * @typedef {object} Opened
 * @property {Page} page
 * @property {number} id
 * @property {string} name
 * @property {string} etag of what was seen; empty before that
 * @property {import("./row.js").Ears} ears
 * @property {() => void} goHome where the focus is at home
 * @property {(text: string | null) => void} tell what has become of a change
 * @property {(message: Message | null) => void} lack why there is nothing to see
 */

/** @param {Opened} opened @param {calls.Versioned<RosterMember>} answer */
function take(opened, { body, etag }) {
  opened.etag = etag;
  opened.ears.changed(body);
}

/** @param {Opened} opened @param {ApiError} error @returns {Message} */
function troubleOf(opened, error) {
  const { ears, id, name } = opened;
  if (error.slug !== "not-found")
    return { ...explain(error), action: { label: say("try-again"), run: () => look(opened) } };
  const action = { label: say("members.take-off"), run: () => ears.gone(id) };
  return { ...explainMember(error, name), action };
}

/** Reads the member as it is now. @param {Opened} opened */
export async function look(opened) {
  try {
    take(opened, await calls.member(opened.id));
    opened.lack(null);
  } catch (caught) {
    const error = toTell(opened.page, caught);
    if (error) opened.lack(troubleOf(opened, error));
  }
}

/** Nobody changes what they have not seen: it is read again before it is tried again. @param {Opened} opened @param {unknown} caught */
async function fail(opened, caught) {
  const error = toTell(opened.page, caught);
  if (!error) return;
  const { title, next } = explainMember(error, opened.name);
  const isGone = error.slug === "not-found";
  if (isGone || error.slug === "precondition-failed") await look(opened);
  opened.tell(isGone ? null : `${title} ${next}`);
}

/** @param {Opened} opened @param {() => Promise<string>} deed what it has come to, in words */
async function attempt(opened, deed) {
  opened.tell(null);
  try {
    toast(opened.page, await deed());
    opened.goHome();
  } catch (error) {
    await fail(opened, error);
  }
}

/** @param {Opened} opened @param {RosterChange} change @returns {Promise<RosterMember>} */
async function patch(opened, change) {
  const { page, id, etag } = opened;
  const answer = await calls.changeMember(id, etag, change);
  take(opened, answer);
  if (memberOf(page.state())?.id === id) await refresh(page, true);
  return answer.body;
}

/** @param {Opened} opened */
async function remove({ id, ears }) {
  await calls.removeMember(id);
  ears.gone(id);
}

/** Ends the old link; the seats that it opened stay, unless that is asked for. @param {Opened} opened @param {boolean} endsSeats @returns {Promise<string | null>} the secret of the new one */
export async function giveLink(opened, endsSeats) {
  opened.tell(null);
  try {
    return (await calls.giveLink(opened.id, endsSeats)).secret;
  } catch (error) {
    await fail(opened, error);
    return null;
  }
}

/** @param {Opened} opened @param {import("./roster.js").Act} act */
export const run = (opened, act) =>
  attempt(opened, async () => {
    const { name } = opened;
    await (act === "remove" ? remove(opened) : patch(opened, CHANGES[act]));
    return sayApart(/** @type {Key} */ (`did.${act}`), { name });
  });

/** @param {Opened} opened @param {number | null} wanted null: like everybody else */
export const setLimit = (opened, wanted) =>
  attempt(opened, async () => {
    const { name, proposal_limit: count } = await patch(opened, { proposal_limit: wanted });
    return sayApart("members.limit-done", { name, films: say("films", { count }) });
  });
