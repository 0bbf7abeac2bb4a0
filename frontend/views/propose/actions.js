import { toast, vote } from "../../actions.js";
import * as calls from "../../calls.js";
import { ApiError } from "../../api.js";
import { filmPath } from "../../router.js";
import { titleOf } from "../../tally.js";
import { oneLine } from "../../errors.js";
import { withdraw } from "../film/actions.js";
import { offerUndo } from "../../undo.js";
import { say, sayApart } from "../../words/say.js";

/**
 * Puts a film up for a vote, and stays where the reader is.
 * @param {Page} page
 * @param {NewFilm} film
 * @param {(id: number) => unknown} undo
 */
export async function putUp(page, film, undo = (id) => withdraw(page, id)) {
  const proposal = await calls.propose(film);
  page.dispatch({ type: "added", proposal, at: page.moment() });
  const up = sayApart("propose.up", { title: titleOf(proposal) });
  offerUndo(page, up, () => void undo(proposal.id));
  return proposal;
}

/** @param {Page} page @param {NewFilm} film */
export async function propose(page, film) {
  try {
    const { id } = await putUp(page, film);
    page.replace(filmPath(id));
  } catch (error) {
    if (!(error instanceof ApiError) || error.slug !== "already-open") throw error;
    const id = Number(error.params.proposal_id);
    page.replace(filmPath(id));
    toast(page, oneLine(error), {
      action: { label: say("hit.vote"), run: () => vote(page, id, true) },
    });
  }
}
