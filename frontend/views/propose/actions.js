import { toast, vote } from "../../actions.js";
import * as calls from "../../calls.js";
import { ApiError } from "../../api.js";
import { filmPath } from "../../router.js";
import { titleOf } from "../../tally.js";
import { oneLine } from "../../errors.js";
import { withdraw } from "../film/actions.js";
import { offerUndo } from "../../undo.js";
import { say, sayApart } from "../../words/say.js";

/** @param {Page} page @param {NewFilm} film */
export async function propose(page, film) {
  try {
    const proposal = await calls.propose(film);
    page.dispatch({ type: "added", proposal, at: page.moment() });
    page.replace(filmPath(proposal.id));
    const up = sayApart("propose.up", { title: titleOf(proposal) });
    offerUndo(page, up, () => withdraw(page, proposal.id));
  } catch (error) {
    if (!(error instanceof ApiError) || error.slug !== "already-open") throw error;
    const id = Number(error.params.proposal_id);
    page.replace(filmPath(id));
    toast(page, oneLine(error), {
      action: { label: say("hit.vote"), run: () => vote(page, id, true) },
    });
  }
}
