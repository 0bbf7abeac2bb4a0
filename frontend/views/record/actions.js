import { titleOf } from "../../tally.js";
import { offerUndo } from "../../undo.js";
import { sayApart } from "../../words/say.js";
import { remove } from "../watched/actions.js";
import * as calls from "../watched/calls.js";
import { noteChange, screeningPath } from "../watched/watched.js";

/** @param {Page} page @param {ScreeningNew} wish */
export async function record(page, wish) {
  const screening = await calls.record(wish);
  noteChange(page);
  if (page.state().route.name === "record") page.replace(screeningPath(screening.id));
  const words = sayApart("record.added", { title: titleOf(screening) });
  offerUndo(page, words, () => remove(page, screening));
}
