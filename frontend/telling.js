// What only the later views tell of; what the vote page does stands in format.js.
import { date, daysApart } from "./times.js";
import { localeNow, say } from "./words/say.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long ago, in the words one would say it with. @param {string} iso @param {number} now */
export function age(iso, now) {
  const time = Date.parse(iso);
  const gone = now - time;
  if (gone < MINUTE) return say("age.now");
  if (gone < HOUR) return say("age.minutes", { count: Math.floor(gone / MINUTE) });
  const days = daysApart(time, now);
  if (days === 0) return say("age.hours", { count: Math.floor(gone / HOUR) });
  if (days === 1) return say("age.yesterday");
  if (days < 7) return say("age.days", { count: days });
  return say("age.date", { date: date(iso, now) });
}

/** 0.978 → "97%": it is all only when it is. @param {number} part */
export const percent = (part) =>
  (Math.floor(Math.round(part * 1000) / 10) / 100).toLocaleString(localeNow(), {
    style: "percent",
  });

/** 143000 → "143,000". @param {number} count */
export const grouped = (count) => count.toLocaleString(localeNow());

/** 8 → "8.0". @param {number} value */
export const withTenths = (value) =>
  value.toLocaleString(localeNow(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** 561782 → "0.6 MB". @param {number} count */
export const bytes = (count) =>
  count < 1e9
    ? say("size.mega", { size: withTenths(count / 1e6) })
    : say("size.giga", { size: withTenths(count / 1e9) });

/**
 * The id in an id, a pasted link or a sentence around it; null without one. Without the zeros that
 * it has beyond seven digits, as the server keeps it.
 * @param {string} text
 */
export function imdbId(text) {
  const digits = /(?:^|[^a-z0-9])tt(\d{7,10})(?![a-z0-9])/i.exec(text)?.[1];
  return digits ? `tt${digits.replace(/^0+(?=\d{7})/, "")}` : null;
}

/** @param {string} id */
export const imdbLink = (id) => `https://www.imdb.com/title/${id}/`;
