// What comes with the first touch of the bar: which films the reader wants to see.
import { ApiError } from "../../api.js";
import { complain } from "../../actions.js";
import { elt, on } from "../../dom.js";
import { marksOf } from "../../marks.js";
import { memberOf } from "../../state.js";
import { loadWords, say } from "../../words/say.js";

/** No genre is called so. */
const NOBODY = "-nobody";
const ME = "-me";

/**
 * @param {Page} page
 * @param {string} value of an option
 * @returns {Promise<(proposal: Proposal) => boolean>}
 */
export async function fitting(page, value) {
  if (value === NOBODY) return ({ seen_count }) => seen_count === 0;
  if (value !== ME) return ({ film }) => film.genres.includes(value);
  const marks = await marksOf(page);
  return ({ film }) => !marks.has(film.id);
}

/** Those of all films that are up, from A to Z. @param {State} state */
export const genresOf = ({ open }) =>
  [...new Set((open ?? []).flatMap(({ film }) => film.genres))].sort((a, b) => a.localeCompare(b));

/** @param {string} value @param {string} [label] */
const option = (value, label = value) => elt("option", { value, dir: "auto" }, label);

/** @param {State} state */
function optionsFor(state) {
  const genres = genresOf(state).map((genre) => option(genre));
  const all = [option("", say("only.all")), option(NOBODY, say("only.nobody"))];
  if (memberOf(state)) all.push(option(ME, say("only.me")));
  if (genres.length === 0) return all;
  return [...all, elt("optgroup", { label: say("only.genres") }, ...genres)];
}

/**
 * @param {Page} page
 * @param {HTMLElement} place
 * @returns {Promise<View["sync"]>}
 */
export async function createChoice(page, place) {
  await loadWords(["only"]);
  const dom = elt("select", { id: "only", "aria-label": say("only.which") });
  let made = "";

  async function choose() {
    const { value } = dom;
    const label = dom.selectedOptions[0].label;
    try {
      const only = value ? { value, label, fits: await fitting(page, value) } : null;
      const { filter, finds } = page.state();
      if (dom.value === value) page.dispatch({ type: "filtered", filter, finds, only });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      sync(page.state());
      complain(page, error);
    }
  }

  /** @param {State} state */
  function sync(state) {
    const key = JSON.stringify([memberOf(state) !== null, genresOf(state)]);
    if (key !== made) dom.replaceChildren(...optionsFor(state));
    made = key;
    dom.value = state.only?.value ?? "";
    place.classList.toggle("is-set", state.only !== null);
  }

  on(dom, "change", choose);
  sync(page.state());
  place.append(dom);
  return sync;
}
