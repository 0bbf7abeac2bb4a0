// What the reader has seen. It is asked for once, by whoever needs it first, and kept for as long as the
// same member is here: the shared list does not have it.
import { refresh } from "./actions.js";
import * as calls from "./calls.js";
import { memberOf } from "./state.js";

/** By film: its stars, or null. @typedef {Map<number, number | null>} Marks */

/** @type {{of: number, marks: Promise<Marks>}} */
let kept = { of: 0, marks: Promise.resolve(new Map()) };

/** @returns {Promise<Marks>} */
async function load() {
  const items = await calls.seen();
  return new Map(items.map(({ film_id, stars }) => [Number(film_id), stars]));
}

/** @param {Page} page */
export function marksOf(page) {
  const of = memberOf(page.state())?.id ?? 0;
  if (of !== kept.of) {
    const marks = of ? load() : Promise.resolve(/** @type {Marks} */ (new Map()));
    kept = { of, marks };
    marks.catch(() => (kept = { of: 0, marks: Promise.resolve(new Map()) }));
  }
  return kept.marks;
}

/**
 * Marks a film as seen, with the stars that are given (undefined: as they are), or not.
 * @param {Page} page
 * @param {number} filmId
 * @param {{seen: boolean, stars?: number | null}} wish
 * @returns {Promise<Seen>}
 */
export async function mark(page, filmId, { seen, stars }) {
  const marks = await marksOf(page);
  const answer = await (seen ? calls.markSeen(filmId, { stars }) : calls.unmarkSeen(filmId));
  if (answer.seen) marks.set(filmId, answer.stars);
  else marks.delete(filmId);
  await refresh(page);
  return answer;
}
