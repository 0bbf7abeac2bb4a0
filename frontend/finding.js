// What comes with the first touch of the filter.
import { folded } from "./folding.js";
import { titleOf } from "./tally.js";

/** What each film is found by, until it is another object. @type {WeakMap<Film, string>} */
const texts = new WeakMap();

/** @param {Proposal} proposal */
function textOf(proposal) {
  const { film } = proposal;
  const known = texts.get(film);
  if (known !== undefined) return known;
  const titles = [titleOf(proposal), film.original_title, film.english_title];
  const text = folded([...titles, film.year, ...film.directors, ...film.genres].join(" "));
  texts.set(film, text);
  return text;
}

/**
 * Whether a film has every word of the filter in its title, year, directors or genres.
 * @param {string} filter
 * @returns {(proposal: Proposal) => boolean}
 */
export function finderOf(filter) {
  const words = folded(filter).split(" ");
  return (proposal) => words.every((word) => textOf(proposal).includes(word));
}
