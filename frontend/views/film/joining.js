import { complain } from "../../actions.js";
import * as api from "../../api.js";
import * as calls from "../../calls.js";
import { filmPath } from "../../router.js";
import { titleOf } from "../../tally.js";
import { offerUndo } from "../../undo.js";
import { say, sayApart } from "../../words/say.js";

/**
 * Two proposals of one film become one.
 * @param {Page} page
 * @param {number} keptId
 * @param {number} joinedId
 */
export async function join(page, keptId, joinedId) {
  try {
    const kept = await calls.join(keptId, joinedId);
    page.dispatch({ type: "removed", id: joinedId, at: page.moment() });
    page.dispatch({ type: "added", proposal: kept, at: page.moment() });
    if (page.state().route.name === "film") page.replace(filmPath(keptId));
    const words = sayApart("one.joined", { title: titleOf(kept) });
    offerUndo(page, words, () => part(page, keptId, joinedId));
  } catch (error) {
    complain(page, error);
  }
}

/** @param {Page} page @param {number} keptId @param {number} joinedId */
export async function part(page, keptId, joinedId) {
  try {
    const parted = await calls.part(keptId, joinedId);
    const kept = await api.proposal(keptId);
    for (const proposal of [parted, kept])
      if (proposal.status === "open") page.dispatch({ type: "added", proposal, at: page.moment() });
    offerUndo(page, say("one.parted"), () => join(page, keptId, joinedId));
  } catch (error) {
    complain(page, error);
  }
}
