// What the page makes of an evening: it is so at once, from the answer of the change itself.
import { films } from "../../state.js";

/** @param {Evening["tonight"]} evening @returns {Tonight | null} as the list tells it */
export const shortOf = (evening) =>
  evening && { ...shortFilm(evening), then: evening.then && shortFilm(evening.then) };

/** @param {NonNullable<NonNullable<Evening["tonight"]>["then"]>} film @returns {TonightShort} */
function shortFilm({ proposal, settled_at, drawn_from, starts_at, ends_at }) {
  const { title, imdb_id, year, runtime_minutes, poster } = proposal.film;
  return {
    proposal_id: proposal.id,
    title: title ?? imdb_id ?? "",
    year,
    runtime_minutes,
    poster,
    settled_at,
    drawn_from,
    starts_at,
    ends_at,
  };
}

/** The films of an evening, in their order. @param {Tonight | null | undefined} tonight @returns {TonightShort[]} */
export const filmsOf = (tonight) =>
  tonight ? [tonight, tonight.then].filter((film) => film !== null) : [];

/**
 * What is left of an evening once its first film has been watched: the second one, with its start.
 * @param {Tonight} tonight
 * @returns {Tonight | null}
 */
export const restOf = ({ then }) => then && { ...then, then: null };

/**
 * The list as it is now, without what has been watched.
 * @param {Page} page
 * @param {Tonight | null} tonight
 * @param {number} [watched]
 */
export function become(page, tonight, watched = 0) {
  const { version } = page.state();
  const ids = new Set(filmsOf(tonight).map((film) => film.proposal_id));
  const items = films(page.state())
    .filter(({ id }) => id !== watched)
    .map((proposal) => ({ ...proposal, tonight: ids.has(proposal.id) }));
  page.dispatch({ type: "listed", items, tonight, version, at: page.moment() });
}
