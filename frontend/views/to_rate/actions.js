import { complain } from "../../actions.js";
import { spoken } from "../../components/stars.js";
import { titleOf } from "../../tally.js";
import { offerUndo } from "../../undo.js";
import { sayApart } from "../../words/say.js";
import { rate } from "../watched/actions.js";
import * as calls from "../watched/calls.js";
import { unask } from "../watched/watched.js";

/** @param {Page} page @param {Screening} screening @param {number} stars */
export async function give(page, screening, stars) {
  await rate(page, screening, stars);
  const run = () => rate(page, screening, null).catch((error) => complain(page, error));
  const words = sayApart("rate.thanks", { stars: spoken(stars), title: titleOf(screening) });
  offerUndo(page, words, run);
}

/** For good, on every device. @param {Page} page @param {number} id */
export async function dismiss(page, id) {
  const { me } = page.state();
  try {
    await calls.dismiss(id);
    if (page.state().me?.id === me?.id) unask(page, id);
  } catch (error) {
    complain(page, error);
  }
}
