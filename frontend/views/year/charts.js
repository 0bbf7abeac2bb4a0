// DESIGN: a chart is a picture beside numbers that say the same. Bars stand in the rows of a table,
// which everybody sees; columns are a picture of their own, and their table is read aloud.
import { elt, svg } from "../../dom.js";
import { say } from "../../words/say.js";

/** @typedef {{name: string, films: number, short?: string}} Count short: where there is little room */

/** @param {readonly Count[]} counts */
const mostOf = (counts) => Math.max(1, ...counts.map(({ films }) => films));

/** Of a hundred. @param {number} films @param {number} most */
export const share = (films, most) => Math.round((1000 * films) / most) / 10;

/** @param {Key} what */
const createHeadRow = (what) =>
  elt(
    "tr",
    {},
    elt("th", { scope: "col" }, say(what)),
    elt("th", { scope: "col" }, say("year.films")),
  );

/** @param {Count} count @param {number} most */
function createBarRow({ name, films }, most) {
  const bar = svg(
    "svg",
    { class: "year-bar-picture", viewBox: "0 0 100 10", preserveAspectRatio: "none" },
    svg("rect", { width: share(films, most), height: 10 }),
  );
  bar.setAttribute("aria-hidden", "true");
  const cell = elt("td", {}, elt("span", { class: "year-bar-number" }, String(films)), bar);
  return elt("tr", {}, elt("th", { scope: "row", dir: "auto" }, name), cell);
}

/**
 * A bar for each thing.
 * @param {Key} heading
 * @param {Key} what it is that is counted
 * @param {readonly Count[]} counts most films first
 */
export function createBars(heading, what, counts) {
  const most = mostOf(counts);
  const head = elt("thead", { class: "visually-hidden" }, createHeadRow(what));
  const rows = elt("tbody", {}, ...counts.map((count) => createBarRow(count, most)));
  const table = elt("table", { class: "year-bars" }, head, rows);
  return elt("section", { class: "panel" }, elt("h2", {}, say(heading)), table);
}

/** @param {string} words @param {Record<string, string | number>} attributes */
const written = (words, attributes) => svg("text", attributes, document.createTextNode(words));

/** The picture of columns: so wide each, so high all of them, with room for words. */
const COLUMN = { width: 20, gap: 6, height: 90, above: 16, below: 20 };

/** @param {Count} count @param {number} at @param {number} most */
function createColumn({ name, films, short = name }, at, most) {
  const { width, gap, height, above } = COLUMN;
  const x = at * (width + gap);
  const tall = films === 0 ? 1 : Math.max(3, (height * films) / most);
  const middle = x + width / 2;
  const foot = above + height;
  const column = svg("rect", {
    class: films ? "year-column" : "year-column year-column-none",
    x,
    y: foot - tall,
    width,
    height: tall,
    rx: Math.min(3, tall / 2),
  });
  const number = written(films ? String(films) : "", { x: middle, y: foot - tall - 4 });
  const look = short === name ? "year-column-name" : "year-column-name year-column-short";
  const word = written(short, { class: look, x: middle, y: foot + 15 });
  return svg("g", {}, column, number, word);
}

/** @param {readonly Count[]} counts */
function createColumnPicture(counts) {
  const { width, gap, height, above, below } = COLUMN;
  const wide = counts.length * (width + gap) - gap;
  const most = mostOf(counts);
  const picture = svg(
    "svg",
    { class: "year-columns", viewBox: `-4 0 ${wide + 8} ${above + height + below}` },
    ...counts.map((count, at) => createColumn(count, at, most)),
  );
  picture.setAttribute("aria-hidden", "true");
  picture.style.setProperty("--wide", String(wide));
  return picture;
}

/**
 * A column for each step of time.
 * @param {Key} heading
 * @param {Key} what it is that is counted
 * @param {readonly Count[]} counts
 */
export function createColumns(heading, what, counts) {
  const rows = counts.map(({ name, films }) =>
    elt("tr", {}, elt("th", { scope: "row" }, name), elt("td", {}, String(films))),
  );
  const table = elt("table", {}, elt("thead", {}, createHeadRow(what)), elt("tbody", {}, ...rows));
  return elt(
    "section",
    { class: "panel" },
    elt("h2", {}, say(heading)),
    createColumnPicture(counts),
    elt("div", { class: "visually-hidden" }, table),
  );
}
