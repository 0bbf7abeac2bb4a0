import { localeNow } from "../../words/say.js";

/** @typedef {Pick<ClubSettings, "name" | "sign_up" | "read_access" | "proposal_limit" | "language" | "time_zone" | "missing_voters">} Values */

/** @type {(keyof Values)[]} */
export const SETTINGS = [
  "name",
  "sign_up",
  "read_access",
  "proposal_limit",
  "language",
  "time_zone",
  "missing_voters",
];

/**
 * What somebody has changed of what they saw.
 * @param {Values} seen
 * @param {Values} typed
 * @returns {Partial<Values>}
 */
export const changesIn = (seen, typed) =>
  Object.fromEntries(
    SETTINGS.filter((key) => typed[key] !== seen[key]).map((key) => [key, typed[key]]),
  );

/**
 * What is to stand there once somebody else has changed the settings: what they changed, but for what
 * this reader has changed as well.
 * @param {Values} seen
 * @param {Values} typed
 * @param {Values} fresh
 * @returns {Values}
 */
export const merged = (seen, typed, fresh) => ({ ...fresh, ...changesIn(seen, typed) });

/**
 * A language in words: "American English"; null where nobody knows it.
 * @param {string} tag
 */
export function languageOf(tag) {
  if (!/^[a-z]{2}-[A-Z]{2}$/.test(tag) || typeof Intl.DisplayNames !== "function") return null;
  const name = new Intl.DisplayNames(localeNow(), { type: "language", fallback: "none" }).of(tag);
  return name ?? null;
}

/**
 * What the clocks of a time zone show: "Saturday, 20:15"; null where there is no such zone.
 * @param {string} timeZone
 * @param {Date} [now]
 */
export function clockIn(timeZone, now = new Date()) {
  if (!/^[A-Z]/.test(timeZone)) return null;
  try {
    /** @type {Intl.DateTimeFormatOptions} */
    const form = { weekday: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    return new Intl.DateTimeFormat(localeNow(), { ...form, timeZone }).format(now);
  } catch {
    return null;
  }
}
