// What the reader has seen, and what is on their list. Each is asked for once, by whoever needs it
// first, and kept for as long as the same member is here: the shared list does not have it.
import { refresh } from "./actions.js";
import * as calls from "./calls.js";
import { memberOf } from "./state.js";

/** By film: its stars, or null. @typedef {Map<number, number | null>} Marks */

/**
 * @template Kept
 * @param {() => Promise<Kept>} load
 * @param {() => Promise<Kept>} nothing of a visitor
 */
function createKept(load, nothing) {
  let of = 0;
  let kept = nothing();

  function forget() {
    [of, kept] = [0, nothing()];
  }

  /** @param {Page} page */
  function ask(page) {
    const reader = memberOf(page.state())?.id ?? 0;
    if (reader === of) return kept;
    const mine = reader ? load() : nothing();
    [of, kept] = [reader, mine];
    mine.catch(() => void (kept === mine && forget()));
    return kept;
  }

  return { ask, forget };
}

/** @returns {Promise<Marks>} */
async function loadMarks() {
  const items = await calls.seen();
  return new Map(items.map(({ film_id, stars }) => [Number(film_id), stars]));
}

/** @returns {Promise<Set<number>>} */
async function loadWishes() {
  const items = await calls.wishes();
  return new Set(items.map(({ film_id }) => Number(film_id)));
}

const seen = createKept(loadMarks, async () => /** @type {Marks} */ (new Map()));
const wanted = createKept(loadWishes, async () => /** @type {Set<number>} */ (new Set()));

export const marksOf = seen.ask;
/** The films on the reader's list. */
export const wishesOf = wanted.ask;

/** Much has changed at once: whoever needs them next asks for them anew. */
export function forgetMarks() {
  seen.forget();
  wanted.forget();
}

/**
 * Marks a film as seen, with the stars that are given (undefined: as they are), or not.
 * @param {Page} page
 * @param {number} filmId
 * @param {{seen: boolean, stars?: number | null}} wish
 * @returns {Promise<Seen>}
 */
export async function mark(page, filmId, { seen: isSeen, stars }) {
  const marks = await marksOf(page);
  const answer = await (isSeen ? calls.markSeen(filmId, { stars }) : calls.unmarkSeen(filmId));
  if (answer.seen) marks.set(filmId, answer.stars);
  else marks.delete(filmId);
  await refresh(page);
  return answer;
}

/** A film that may be new here. @typedef {{film_id: number | null, imdb_id: string | null}} Wanted */

/** @param {Wanted} film */
const putOn = ({ film_id, imdb_id }) =>
  film_id === null ? calls.wishForNew(String(imdb_id)) : calls.wishFor(film_id);

/**
 * Puts a film on the reader's list, or takes it off.
 * @param {Page} page
 * @param {Wanted} film
 * @param {boolean} isWanted
 * @returns {Promise<Listed>}
 */
export async function wish(page, film, isWanted) {
  const wishes = await wishesOf(page);
  const answer = await (isWanted ? putOn(film) : calls.takeOff(Number(film.film_id)));
  if (answer.added_at === null) wishes.delete(answer.film_id);
  else wishes.add(answer.film_id);
  await refresh(page);
  return answer;
}
