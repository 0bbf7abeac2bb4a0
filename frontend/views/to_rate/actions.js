import { complain } from "../../actions.js";
import { spoken } from "../../components/stars.js";
import { titleOf } from "../../tally.js";
import { offerUndo } from "../../undo.js";
import { sayApart } from "../../words/say.js";
import { rate } from "../watched/actions.js";
import * as calls from "../watched/calls.js";

/** Nobody is asked about it any more. @param {Page} page @param {number} id */
export function drop(page, id) {
  const { me } = page.state();
  if (!me) return;
  page.dispatch({ type: "me", me: { ...me, to_rate: me.to_rate.filter((each) => each !== id) } });
}

/** @param {Page} page @param {Screening} screening @param {number} stars */
export async function give(page, screening, stars) {
  await rate(page, screening, stars);
  const run = () => rate(page, screening, null).catch((error) => complain(page, error));
  const words = sayApart("rate.thanks", { stars: spoken(stars), title: titleOf(screening) });
  offerUndo(page, words, run);
}

/** For good, on every device. @param {Page} page @param {number} id */
export async function dismiss(page, id) {
  try {
    await calls.dismiss(id);
    drop(page, id);
  } catch (error) {
    complain(page, error);
  }
}
