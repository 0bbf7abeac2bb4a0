import { complain, toast } from "../../actions.js";
import { titleOf } from "../../tally.js";
import { offerUndo } from "../../undo.js";
import { sayApart } from "../../words/say.js";
import * as calls from "./calls.js";
import { noteChange, noteRating } from "./watched.js";

/**
 * @param {Page} page
 * @param {Screening} screening
 * @param {number | null} stars null: none any more
 */
export async function rate(page, screening, stars) {
  await noteRating(page, calls.rate(screening.id, stars));
  if (stars !== null) return;
  offerUndo(page, sayApart("rate.gone", { title: titleOf(screening) }), () =>
    giveBack(page, screening.id),
  );
}

/** The stars that were taken back. @param {Page} page @param {number} id */
async function giveBack(page, id) {
  try {
    await noteRating(page, calls.restoreRating(id));
  } catch (error) {
    complain(page, error);
  }
}

/** @param {Page} page @param {Screening} screening */
export async function remove(page, screening) {
  try {
    await calls.remove(screening.id);
    noteChange(page);
    const { route } = page.state();
    if (route.name === "screening" && route.id === screening.id) page.leave("/watched");
    const words = sayApart("watched.gone", { title: titleOf(screening) });
    offerUndo(page, words, () => restore(page, screening));
  } catch (error) {
    complain(page, error);
  }
}

/** @param {Page} page @param {Screening} screening */
async function restore(page, screening) {
  try {
    await calls.restore(screening.id);
    noteChange(page);
    toast(page, sayApart("watched.back", { title: titleOf(screening) }));
  } catch (error) {
    complain(page, error);
  }
}
