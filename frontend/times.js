// When something was, or will be: the vote page itself tells no time.
import { localeNow, say } from "./words/say.js";

const DAY = 86_400_000;

/** @param {number} time @param {number} now */
export function daysApart(time, now) {
  const midnight = (/** @type {number} */ at) => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(time)) / DAY);
}

/** "12 March", with the year when it is not this one. @param {string} iso @param {number} now */
export function date(iso, now) {
  const time = new Date(iso);
  const sameYear = time.getFullYear() === new Date(now).getFullYear();
  return time.toLocaleDateString(localeNow(), {
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

/** "14:32" @param {string} iso */
export const hourOf = (iso) =>
  new Date(iso).toLocaleTimeString(localeNow(), { hour: "2-digit", minute: "2-digit" });

/** "at 14:32", with the day when it is not this one. @param {string} iso @param {number} now */
export function clock(iso, now) {
  const time = new Date(iso);
  const at = hourOf(iso);
  const isToday = daysApart(time.getTime(), now) === 0;
  return isToday
    ? say("clock.today", { time: at })
    : say("clock.other", { date: date(iso, now), time: at });
}

/** Seconds to wait, rounded up to what one would say. @param {number} seconds */
export function wait(seconds) {
  if (seconds < 60) return say("seconds", { count: Math.max(1, Math.ceil(seconds)) });
  return say("minutes", { count: Math.ceil(seconds / 60) });
}
