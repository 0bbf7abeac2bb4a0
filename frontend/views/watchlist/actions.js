import { complain } from "../../actions.js";
import { wish } from "../../marks.js";
import { titleOf } from "../../tally.js";
import { offerUndo } from "../../undo.js";
import { sayApart } from "../../words/say.js";

/**
 * @param {Page} page
 * @param {Wished} wished
 * @param {() => Promise<void>} back what follows when it is there again
 */
export async function takeOff(page, { film }, back) {
  const wanted = { film_id: film.id, imdb_id: film.imdb_id };
  await wish(page, wanted, false);
  const run = () =>
    wish(page, wanted, true)
      .then(back)
      .catch((error) => complain(page, error));
  offerUndo(page, sayApart("watchlist.gone", { title: titleOf({ film }) }), run);
}
