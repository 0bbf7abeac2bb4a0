import { say } from "./words/say.js";

/** 153 → "2 h 33 m", in one line. @param {number} minutes */
export function runtime(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (!hours) return say("runtime.minutes", { minutes });
  return rest ? say("runtime.both", { hours, minutes: rest }) : say("runtime.hours", { hours });
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
