// Times of tonight, by the clock of the club.
import { DAY, eveningOf, hourIn, SMALL_HOURS, told, wallOf } from "../../club_clock.js";
import { say } from "../../words/say.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ABOUT = 5 * MINUTE;

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
