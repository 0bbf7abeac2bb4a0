// Times by the clock of the club, wherever the reader is.
import { localeNow } from "./words/say.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** What is before six belongs to the evening before. */
export const SMALL_HOURS = 6;

/** The reader's own zone, where the browser knows the club's no more. @param {string} zone */
function zoneOf(zone) {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: zone });
    return zone;
  } catch {
    return undefined;
  }
}

/** @param {number} time @param {string} zone @param {Intl.DateTimeFormatOptions} parts */
export const told = (time, zone, parts) =>
  new Intl.DateTimeFormat(localeNow(), { ...parts, timeZone: zoneOf(zone) }).format(time);

/** "20:30" @param {number} time @param {string} zone */
export const hourIn = (time, zone) =>
  told(time, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** The wall clock there, as if it were UTC's. @param {number} time @param {string} zone */
export function wallOf(time, zone) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zoneOf(zone),
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const parts = Object.fromEntries(
    format.formatToParts(time).map((part) => [part.type, part.value]),
  );
  const { year, month, day, hour, minute } = parts;
  return Date.UTC(+year, +month - 1, +day, +hour, +minute);
}

/** The day that an evening is on, as UTC's midnight. @param {number} time @param {string} zone */
export function eveningOf(time, zone) {
  const wall = wallOf(time, zone) - SMALL_HOURS * HOUR;
  return wall - (((wall % DAY) + DAY) % DAY);
}

/** That day as the server has it: "2026-11-28". @param {number} time @param {string} zone */
export const eveningDate = (time, zone) =>
  new Date(eveningOf(time, zone)).toISOString().slice(0, 10);
