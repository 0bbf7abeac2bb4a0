import { attr, elt } from "../../dom.js";
import { say } from "../../words/say.js";
import { createCalendar, monthName } from "./calendar.js";
import { createBars, createColumns } from "./charts.js";
import { createSums } from "./sums.js";
import { createTop } from "./top.js";

/** Fewer films than this make no chart. */
const ENOUGH = 5;

/** Rows of a chart; what is beyond them is not told. */
const ROWS = 8;

/** @param {ClubYear} year */
const charts = (year) => [
  year.best.length > 0 && createTop("year.best", year.best, isBest),
  year.divided.length > 0 && createTop("year.divided", year.divided, isDivided),
  year.proposers &&
    createBars(
      "year.proposers",
      "year.member",
      year.proposers
        .slice(0, ROWS)
        .map(({ member, films }) => ({ name: member?.name ?? say("year.nobody"), films })),
    ),
  year.genres.length > 0 && createBars("year.genres", "year.genre", year.genres.slice(0, ROWS)),
  year.decades.length > 0 &&
    createColumns("year.decades", "year.decade", everyDecade(year.decades)),
  createColumns(
    "year.months",
    "year.month",
    year.months.map((films, at) => ({ name: monthName(year.year, at, "short"), films })),
  ),
];

/** @param {YearFilm} film */
const isBest = ({ rating_count }) => [say("year.ratings", { count: rating_count })];

/** @param {YearFilm} film */
const isDivided = ({ spread, rating_count }) => [
  say("year.ratings", { count: rating_count }),
  say("year.spread", { count: spread }),
];

/**
 * Those between them as well: a gap is a gap.
 * @param {ClubYear["decades"]} decades
 */
export function everyDecade(decades) {
  const first = decades[0].decade;
  const last = decades[decades.length - 1].decade;
  return Array.from({ length: (last - first) / 10 + 1 }, (_, at) => {
    const decade = first + 10 * at;
    const films = decades.find((each) => each.decade === decade)?.films ?? 0;
    const name = say("year.decade-name", { decade: String(decade) });
    return { name, films, short: String(decade) };
  });
}

/** @param {ClubYear} year */
function few({ films, year }) {
  if (films === 0) return say("year.none", { year: String(year) });
  return say("year.few", { count: films });
}

/** All that can be said of a year. */
export function createStory() {
  const dom = elt("div", { class: "year-story" });
  let shown = "";

  /** @param {ClubYear} year */
  function parts(year) {
    if (year.films === 0) return [elt("p", { class: "year-few" }, few(year))];
    const isEnough = year.films >= ENOUGH;
    return [
      createSums(year),
      !isEnough && elt("p", { class: "year-few" }, few(year)),
      isEnough && elt("div", { class: "year-charts" }, ...charts(year)),
      createCalendar(year, isEnough),
    ];
  }

  /** @param {ClubYear | null} year */
  function sync(year) {
    const next = year ? JSON.stringify(year) : "";
    attr(dom, "hidden", year === null);
    if (next === shown) return;
    shown = next;
    dom.replaceChildren();
    if (year) dom.append(...parts(year).filter((part) => part instanceof Node));
  }

  return { dom, sync, isShown: () => shown !== "" };
}
