import { elt, svg } from "../../dom.js";
import { at } from "../../root.js";
import { localeNow, say } from "../../words/say.js";

/** A day as it stands in the calendar, in no time zone. @param {string} day "2026-11-28" */
const parts = (day) => new Date(`${day}T00:00:00Z`);

/** "28 November" @param {string} day */
export const dayOf = (day) =>
  parts(day).toLocaleDateString(localeNow(), { day: "numeric", month: "long", timeZone: "UTC" });

/** "Sat 28" @param {string} day */
const shortDay = (day) =>
  parts(day).toLocaleDateString(localeNow(), { weekday: "short", day: "numeric", timeZone: "UTC" });

/** @param {number} year @param {number} month from 0 on @param {"long" | "short"} [form] */
export const monthName = (year, month, form = "long") =>
  new Date(Date.UTC(year, month)).toLocaleDateString(localeNow(), { month: form, timeZone: "UTC" });

/**
 * Where the days of a month stand in its weeks, which begin on Mondays.
 * @param {number} year
 * @param {number} month from 0 on
 */
export function daysOfMonth(year, month) {
  const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const first = (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7;
  return Array.from({ length: count }, (_, day) => ({
    day: day + 1,
    column: (first + day) % 7,
    row: Math.floor((first + day) / 7),
  }));
}

const CELL = 12;

/** @param {number} year @param {number} month @param {ReadonlySet<number>} watched days */
function createMonthPicture(year, month, watched) {
  const days = daysOfMonth(year, month);
  const weeks = days[days.length - 1].row + 1;
  const cells = days.map(({ day, column, row }) =>
    svg("rect", {
      class: watched.has(day) ? "year-day year-day-watched" : "year-day",
      x: column * CELL,
      y: row * CELL,
      width: CELL - 2,
      height: CELL - 2,
      rx: 2.5,
    }),
  );
  const size = { class: "year-month-picture", viewBox: `0 0 ${7 * CELL - 2} ${weeks * CELL - 2}` };
  const picture = svg("svg", size, ...cells);
  picture.setAttribute("aria-hidden", "true");
  return picture;
}

/** @param {ClubYear["days"][number]} evening */
const createEvening = ({ date, screening_id, title }) =>
  elt(
    "li",
    {},
    elt("time", { datetime: date }, shortDay(date)),
    elt(
      "a",
      { href: at(`/screenings/${screening_id}`), dir: "auto" },
      title ?? say("card.untitled"),
    ),
  );

/** @param {number} year @param {number} month @param {ClubYear["days"]} evenings of that month */
function createMonth(year, month, evenings) {
  const watched = new Set(evenings.map(({ date }) => Number(date.slice(8))));
  return elt(
    "section",
    { class: evenings.length > 0 ? "year-month" : "year-month year-month-none" },
    elt("h3", {}, monthName(year, month)),
    createMonthPicture(year, month, watched),
    evenings.length > 0 && elt("ul", { class: "year-evenings" }, ...evenings.map(createEvening)),
  );
}

/**
 * All evenings, by month. What the pictures show, the lists say.
 * @param {ClubYear} year
 * @param {boolean} isWhole with the months in which nothing was watched
 */
export function createCalendar({ year, days }, isWhole) {
  const months = Array.from({ length: 12 }, (_, month) =>
    days.filter(({ date }) => Number(date.slice(5, 7)) === month + 1),
  );
  const shown = months.map((evenings, month) =>
    isWhole || evenings.length > 0 ? createMonth(year, month, evenings) : null,
  );
  return elt(
    "section",
    { class: "panel year-calendar" },
    elt("h2", {}, say("year.calendar")),
    elt("div", { class: "year-calendar-months" }, ...shown),
  );
}
