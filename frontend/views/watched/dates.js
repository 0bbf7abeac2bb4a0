// Dates are days of the club: "2026-11-28" is that day wherever the reader is.

/** @param {string} day */
function dayOf(day) {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year, month - 1, date);
}

/** "2026-11-28" → "Saturday 28 November" @param {string} day */
export const weekday = (day) =>
  dayOf(day).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });

/** "2026-11-28" → "Saturday 28 November 2026" @param {string} day */
export const fullDate = (day) => `${weekday(day)} ${yearOf(day)}`;

/** @param {string} day */
export const yearOf = (day) => day.slice(0, 4);
