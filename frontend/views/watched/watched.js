// What this page knows of screenings besides the list: the reader's own stars, and what has changed.
import { memberOf } from "../../state.js";

/** @param {number} id */
export const screeningPath = (id) => `/screenings/${id}`;

/** Whoever waits to be let in gives none. @param {State} state */
export const mayRate = (state) => memberOf(state)?.state === "active";

/** @param {State} state */
const readerOf = (state) => memberOf(state)?.id ?? 0;

/** @type {Omit<Watched, "reader">} */
const NOTHING = { round: 0, stars: new Map(), rated: null };

/** What the reader knows; another's is another. @param {State} state @returns {Watched} */
export const watchedOf = (state) =>
  state.watched?.reader === readerOf(state)
    ? state.watched
    : { ...NOTHING, reader: readerOf(state) };

/** @param {Page} page @param {Partial<Watched>} change */
export function note({ state, dispatch }, change) {
  dispatch({ type: "watched", watched: { ...watchedOf(state()), ...change } });
}

/** The list is another by now. @param {Page} page */
export const noteChange = (page) => note(page, { round: watchedOf(page.state()).round + 1 });

/**
 * What the server says after a rating: to whoever has given it, and to nobody who sits here by then.
 * @param {Page} page
 * @param {Promise<RatingResult>} answer
 */
export async function noteRating(page, answer) {
  const { reader } = watchedOf(page.state());
  const rated = await answer;
  if (reader !== watchedOf(page.state()).reader) return;
  const stars = new Map(watchedOf(page.state()).stars).set(rated.screening_id, rated.stars);
  note(page, { stars, rated });
  if (rated.stars !== null) unask(page, rated.screening_id);
}

/** The reader is asked no more how it was. @param {Page} page @param {number} id */
export function unask(page, id) {
  const { me } = page.state();
  if (!me) return;
  page.dispatch({ type: "me", me: { ...me, to_rate: me.to_rate.filter((each) => each !== id) } });
}

/**
 * What the reader gave, as the server knew it when it was asked: what has been given since is newer.
 * @param {Page} page
 * @param {readonly RatingMark[]} marks
 * @param {Watched} before what the reader knew then
 */
export function noteMarks(page, marks, before) {
  const { reader, stars: known } = watchedOf(page.state());
  if (reader !== before.reader) return;
  const stars = new Map(known);
  for (const { screening_id: id, stars: given } of marks)
    if (known.get(id) === before.stars.get(id)) stars.set(id, given);
  note(page, { stars });
}
