// What this page knows of screenings besides the list: the reader's own stars, and what has changed.
import { memberOf } from "../../state.js";

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
 * What the server says after a rating.
 * @param {Page} page
 * @param {RatingResult} rated
 */
export function noteRating(page, rated) {
  const stars = new Map(watchedOf(page.state()).stars).set(rated.screening_id, rated.stars);
  note(page, { stars, rated });
  const { me } = page.state();
  if (!me || rated.stars === null) return;
  const to_rate = me.to_rate.filter((id) => id !== rated.screening_id);
  page.dispatch({ type: "me", me: { ...me, to_rate } });
}

/** @param {Page} page @param {readonly RatingMark[]} marks */
export function noteMarks(page, marks) {
  const given = marks.map(
    ({ screening_id, stars }) => /** @type {const} */ ([screening_id, stars]),
  );
  note(page, { stars: new Map([...watchedOf(page.state()).stars, ...given]) });
}
