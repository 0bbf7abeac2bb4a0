// DESIGN: every text of the page has a key. The texts of a language stand in a folder of its own, a
// file for each part of the page: page.js comes with the vote page, each other one with the views
// that need it (places.js names them). The document is in the reader's language (the server goes by what
// they chose, or their browser says), names it, and has the browser load its page.js beside main.js.
// Another language is another folder with the same files, and a row in languages.json.
import { load } from "../root.js";

/**
 * A text; what stands in braces is put in. One that goes by a number has a form for each kind of
 * number that its language tells apart, and the number is called `count`.
 * @typedef {string | Partial<Record<Intl.LDMLPluralRule, string>>} Text
 */

let language = "en";
let locale = "en-GB";
let plurals = new Intl.PluralRules(language);
let numbers = new Intl.NumberFormat(locale);
/** Words of one letter, with those of their kind behind them. @type {RegExp | null} */
let small = null;

/** @type {Record<string, Text>} */
let known = {};

/** @param {string} part */
const fetchPart = async (part) =>
  /** @type {{texts: Record<string, Text>}} */ (await load(`/words/${language}/${part}.js`)).texts;

/** What is said from now on is said in this language. @param {string} next */
export async function speak(next) {
  language = next;
  known = { ...(await fetchPart("page")) };
  locale = String(known.locale);
  plurals = new Intl.PluralRules(locale);
  numbers = new Intl.NumberFormat(locale);
  small = known.tied ? new RegExp(`(^|[\\s„(])((?:[${known.tied}] )+)`, "gi") : null;
}

/** Loads the texts of some parts. @param {readonly Words[]} parts */
export async function loadWords(parts) {
  for (const texts of await Promise.all(parts.map(fetchPart))) Object.assign(known, texts);
}

export const languageNow = () => language;

/** How the language writes numbers and dates: "en-GB". */
export const localeNow = () => locale;

/** Whether there is such a text, as far as texts are loaded. @param {string} key */
export const isKnown = (key) => key in known;

/** @param {string} key @param {Record<string, any>} values */
function formOf(key, values) {
  const text = known[key];
  if (typeof text === "string") return text;
  return text?.[plurals.select(Number(values.count))] ?? text?.other ?? key;
}

/**
 * No line ends with a word of one letter, or begins with a dash, where the language minds.
 * @param {string} text
 */
const tied = (text) =>
  small
    ? text
        .replace(small, (_, before, words) => before + words.replace(/ /g, "\u00a0"))
        .replace(/ –/g, "\u00a0–")
    : text;

/**
 * A text in parts, with nodes for some of its values.
 * @param {Key} key
 * @param {Record<string, Node | string | number | (Node | string)[]>} values
 * @returns {(Node | string)[]}
 */
export const sayWith = (key, values) =>
  tied(formOf(key, values))
    .split(/(\{\w+\})/)
    .filter(Boolean)
    .flatMap((part) => {
      const value = part.startsWith("{") ? values[part.slice(1, -1)] : part;
      return typeof value === "number" ? numbers.format(value) : value;
    });

/** @param {Key} key @param {Record<string, string | number>} [values] */
export const say = (key, values = {}) => sayWith(key, values).join("");

/**
 * A sentence in which names and titles of others keep their direction to themselves, between the
 * marks that Unicode has for it. As partsOf() finds them, they can be put into a `<bdi>`.
 * @param {Key} key
 * @param {Record<string, string | number>} values
 */
export const sayApart = (key, values) =>
  say(
    key,
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === "number" ? value : `\u2068${value}\u2069`,
      ]),
    ),
  );

/** Every second part is what is set apart. @param {string} sentence */
export const partsOf = (sentence) => sentence.split(/\u2068([^\u2069]*)\u2069/);
