import { complain, toast } from "../../actions.js";
import * as calls from "../../calls.js";
import { filmOf } from "../../state.js";
import { titleOf } from "../../tally.js";
import { offerUndo } from "../../undo.js";
import { say, sayApart } from "../../words/say.js";

/** What withdrawing it asks. @param {"film" | "it"} named @param {number} count of its votes */
export const withdrawal = (named, count) =>
  say(count === 0 ? `withdraw.${named}` : `withdraw.${named}-votes`, { count });

/** @param {Page} page @param {number} id */
export async function withdraw(page, id) {
  const proposal = filmOf(page.state(), id);
  try {
    await calls.withdraw(id);
    const { route } = page.state();
    page.dispatch({ type: "removed", id, at: page.moment() });
    if (route.name === "film" && route.id === id) page.leave();
    if (proposal) sayGone(page, proposal);
  } catch (error) {
    complain(page, error);
  }
}

/** @param {Page} page @param {Proposal} proposal */
function sayGone(page, proposal) {
  const title = titleOf(proposal);
  offerUndo(page, sayApart("film.gone", { title }), () => restore(page, proposal.id, title));
}

/** @param {Page} page @param {number} id @param {string} title */
async function restore(page, id, title) {
  try {
    const proposal = await calls.restore(id);
    page.dispatch({ type: "added", proposal, at: page.moment() });
    toast(page, sayApart("film.back", { title }));
  } catch (error) {
    complain(page, error, { outcome: say("film.still-gone", { title }) });
  }
}

/** @param {Page} page @param {number} id @param {string | null} note */
export async function pitch(page, id, note) {
  const proposal = await calls.pitch(id, note);
  page.dispatch({ type: "added", proposal, at: page.moment() });
}

/** @param {Page} page @param {number} id @param {string} imdbId */
export async function link(page, id, imdbId) {
  const proposal = await calls.link(id, imdbId);
  page.dispatch({ type: "added", proposal, at: page.moment() });
  toast(page, say("film.linked"));
}
