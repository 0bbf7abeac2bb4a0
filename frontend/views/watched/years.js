import { elt, keyed, line, text } from "../../dom.js";
import { at } from "../../root.js";
import { say } from "../../words/say.js";
import { yearOf } from "./dates.js";
import { createRow } from "./row.js";

/** @typedef {{year: string, screenings: Screening[]}} Year year: "" where nobody knows the date */

/** Screenings by the year in which they were, in the order in which they came. @param {readonly Screening[]} screenings @returns {Year[]} */
export function byYear(screenings) {
  /** @type {Map<string, Year>} */
  const years = new Map();
  for (const each of screenings) {
    const year = each.date ? yearOf(each.date) : "";
    const known = years.get(year) ?? { year, screenings: [] };
    known.screenings.push(each);
    years.set(year, known);
  }
  return [...years.values()];
}

/** What was watched in one year. @param {Page} page */
function createYear(page) {
  const heading = elt("h2", { class: "year-title" });
  const story = elt("a", { class: "year-story-way", href: at("/watched") });
  const list = elt("ol", { class: "showings" });
  const dom = elt(
    "section",
    { class: "year" },
    elt("div", { class: "year-top-line" }, heading, story),
    list,
  );
  const rows = keyed(list, (/** @type {number} */ id) => createRow(page, id));

  /** @param {Year} year @param {State} state */
  function sync({ year, screenings }, state) {
    text(heading, year || say("watched.no-date"));
    line(story, year && say("watched.in-numbers", { year: String(year) }));
    story.href = at(`/years/${year}`);
    rows.sync(screenings.map(({ id }) => id));
    for (const each of screenings) rows.parts.get(each.id)?.sync(each, state);
  }

  return { dom, sync };
}

/** All that was watched, as far as it is listed. @param {Page} page */
export function createYears(page) {
  const dom = elt("div", { class: "years" });
  const years = keyed(dom, () => createYear(page));

  /** @param {readonly Screening[]} screenings @param {State} state */
  function sync(screenings, state) {
    const all = byYear(screenings);
    years.sync(all.map(({ year }) => year));
    for (const each of all) years.parts.get(each.year)?.sync(each, state);
  }

  return { dom, sync };
}
