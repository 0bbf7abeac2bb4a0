// Dates are days of the club: "2026-11-28" is that day wherever the reader is.
import { localeNow, say } from "../../words/say.js";

/** @param {string} day */
function dayOf(day) {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year, month - 1, date);
}

/** "2026-11-28" → "Saturday 28 November" @param {string} day */
export const weekday = (day) =>
  dayOf(day).toLocaleDateString(localeNow(), { weekday: "long", day: "numeric", month: "long" });

/** "2026-11-28" → "Saturday 28 November 2026" @param {string} day */
export const fullDate = (day) => say("watched.full-date", { day: weekday(day), year: yearOf(day) });

/** @param {string} day */
export const yearOf = (day) => day.slice(0, 4);
