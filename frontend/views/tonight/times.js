// Times of tonight, by the clock of the club, wherever the reader is.
import { say } from "../../words/say.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What is before six belongs to the evening before. */
const SMALL_HOURS = 6;
const ABOUT = 5 * MINUTE;

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
const told = (time, zone, parts) =>
  new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: zoneOf(zone) }).format(time);

/** "20:30" @param {number} time @param {string} zone */
export const hourIn = (time, zone) =>
  told(time, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** The wall clock there, as if it were UTC's. @param {number} time @param {string} zone */
function wallOf(time, zone) {
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
function eveningOf(time, zone) {
  const wall = wallOf(time, zone) - SMALL_HOURS * HOUR;
  return wall - (((wall % DAY) + DAY) % DAY);
}

/**
 * "20:30" of this evening, as RFC 3339; null if it is no time. An hour that the change to summer time
 * leaves out is the one after it.
 * @param {string} text @param {string} zone @param {number} now
 */
export function startOf(text, zone, now) {
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(text) ?? [];
  if (hour === undefined || +hour > 23 || +minute > 59) return null;
  const next = +hour < SMALL_HOURS ? DAY : 0;
  const wall = eveningOf(now, zone) + next + +hour * HOUR + +minute * MINUTE;
  let time = wall;
  for (let round = 0; round < 2; round += 1) time += wall - wallOf(time, zone);
  return new Date(time).toISOString();
}

/** Nobody says "22:37". @param {string} iso */
const about = (iso) => Math.ceil(Date.parse(iso) / ABOUT) * ABOUT;

/** @param {string} iso @param {string} zone @param {number} now */
function startWords(iso, zone, now) {
  const time = Date.parse(iso);
  const start = hourIn(time, zone);
  if (eveningOf(time, zone) === eveningOf(now, zone)) return say("tonight.at", { start });
  const day = told(time, zone, { weekday: "long" });
  return say("tonight.on", { day, start });
}

/**
 * "At 20:30, ends about 22:40"; null where nobody has said when.
 * @param {Pick<TonightShort, "starts_at" | "ends_at">} film
 * @param {string} zone of the club
 * @param {number} now
 */
export function timesOf({ starts_at, ends_at }, zone, now) {
  if (!starts_at) return null;
  const start = startWords(starts_at, zone, now);
  if (!ends_at) return start;
  return say("tonight.until", { start, end: hourIn(about(ends_at), zone) });
}

/** "Ends about 00:35": a second film. @param {TonightShort} film @param {string} zone */
export const endOf = ({ ends_at }, zone) =>
  ends_at && say("tonight.lasts", { end: hourIn(about(ends_at), zone) });
