import { localeNow, say } from "./words/say.js";

const DAY = 86_400_000;

/** 153 → "2 h 33 m", in one line. @param {number} minutes */
export function runtime(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (!hours) return say("runtime.minutes", { minutes });
  return rest ? say("runtime.both", { hours, minutes: rest }) : say("runtime.hours", { hours });
}

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

/**
 * How many letters wide the widest word is that a line cannot break; a capital is wider.
 * @param {string} text
 */
export function widestWord(text) {
  const width = (/** @type {string} */ word) =>
    [...word].reduce((sum, letter) => sum + (letter === letter.toLowerCase() ? 1 : 1.3), 0);
  return Math.max(1, ...text.split(/[\s-]+/).map(width));
}

/**
 * What a reader sees as one letter: with its marks, a flag, an emoji of several. `Intl.Segmenter`
 * would know more, but Firefox has it since 2024 only.
 */
const LETTER = /\p{RI}{2}|.(?:\p{M}|\p{EMod}|[\u{e0020}-\u{e007f}]|\u200d\p{ExtPict})*/gsu;

/** @param {string} name */
const letters = (name) => (name.match(LETTER) ?? []).filter((each) => each.trim() !== "");

/** @param {string} text */
const capital = (text) => text.toLocaleUpperCase("en");

/**
 * Second letters to try, best first: of the last word, then one after the other.
 * @param {string} name
 */
function seconds(name) {
  const last = name.split(/\s+/).pop() ?? "";
  const rest = letters(name).slice(1);
  return last === name ? rest : [letters(last)[0] ?? "", ...rest];
}

/** @param {string[]} group names that share a first letter */
function tellApart(group) {
  const taken = new Set();
  /** @type {[string, string][]} */
  const pairs = [];
  for (const name of group) {
    const first = capital(letters(name)[0] ?? "?");
    const options = seconds(name).map((second) => first + second);
    const pair = options.find((option) => !taken.has(option)) ?? options[0] ?? first;
    taken.add(pair);
    pairs.push([name, pair]);
  }
  return pairs;
}

/**
 * One letter for each name, two where the first is shared.
 * @param {Iterable<string>} names
 * @returns {Map<string, string>}
 */
export function initials(names) {
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const name of [...new Set(names)].sort()) {
    const first = capital(letters(name)[0] ?? "?");
    groups.set(first, [...(groups.get(first) ?? []), name]);
  }
  return new Map(
    [...groups].flatMap(([first, group]) =>
      group.length === 1 ? [/** @type {[string, string]} */ ([group[0], first])] : tellApart(group),
    ),
  );
}
