import { createPoster } from "../../components/picture.js";
import { attr, elt, facts, line, named, text } from "../../dom.js";
import { runtime } from "../../format.js";
import { at } from "../../root.js";
import { titleOf } from "../../tally.js";
import { sayWith } from "../../words/say.js";
import { weekday } from "./dates.js";
import { createAverage, createOwnRating } from "./rating.js";
import { mayRate, screeningPath, watchedOf } from "./watched.js";

/** What it was, when, whose, and what all of them gave it. @param {number} id */
function createWords(id) {
  const date = elt("p", { class: "showing-date" });
  const link = elt("a", { class: "showing-link", href: at(screeningPath(id)), dir: "auto" });
  const row = elt("p", { class: "facts showing-facts" });
  const proposed = elt("p", { class: "showing-facts" });
  const average = createAverage();
  const parts = [date, elt("h3", {}, link), row, proposed, average.dom];
  const dom = elt("div", { class: "showing-words" }, ...parts);

  /** @param {Screening} screening */
  function sync(screening) {
    const { film, date: day, proposer } = screening;
    line(date, day && weekday(day));
    text(link, titleOf(screening));
    facts(row, [film.year, film.runtime_minutes && runtime(film.runtime_minutes)]);
    named(proposed, proposer ? [proposer.name] : [], "", (names) =>
      sayWith("watched.proposed", { names }),
    );
    average.sync(screening);
  }

  return { dom, sync };
}

/** @param {Page} page @param {number} id */
export function createRow(page, id) {
  const poster = createPoster({ sizes: "96px" });
  const words = createWords(id);
  const own = createOwnRating(page);
  const parts = [poster, words, own].map((part) => part.dom);
  const dom = elt("li", { class: "showing", id: `showing-${id}` }, ...parts);
  /** @type {Screening | null} */
  let last = null;
  /** What the reader gave it; undefined: it is not for them to say. @type {number | null | undefined} */
  let given = null;

  /** @param {Screening} screening @param {State} state */
  function sync(screening, state) {
    const next = mayRate(state) ? (watchedOf(state).stars.get(id) ?? null) : undefined;
    if (screening === last && next === given) return;
    if (screening !== last) {
      poster.sync(screening.film);
      words.sync(screening);
    }
    last = screening;
    given = next;
    attr(own.dom, "hidden", given === undefined);
    own.sync(screening, given ?? null);
  }

  return { dom, sync };
}
