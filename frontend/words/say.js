// DESIGN: every text of the page has a key. The texts of a language stand in a folder of its own, a
// file for each part of the page: page.js comes with the vote page, each other one with the views
// that need it (places.js names them). English is the only language so far; another is another
// folder with the same files, and a row in `languages`.
import { texts as page } from "./en/page.js";

/**
 * A text; what stands in braces is put in. One that goes by a number has a form for each kind of
 * number that its language tells apart, and the number is called `count`.
 * @typedef {string | Partial<Record<Intl.LDMLPluralRule, string>>} Text
 */

/** A row for each part that is loaded when somebody needs it. */
export const english = {
  activity: () => import("./en/activity.js"),
  cache: () => import("./en/cache.js"),
  club: () => import("./en/club.js"),
  film: () => import("./en/film.js"),
  forms: () => import("./en/forms.js"),
  invitations: () => import("./en/invitations.js"),
  keep: () => import("./en/keep.js"),
  links: () => import("./en/links.js"),
  lost: () => import("./en/lost.js"),
  me: () => import("./en/me.js"),
  members: () => import("./en/members.js"),
  next: () => import("./en/next.js"),
  notices: () => import("./en/notices.js"),
  only: () => import("./en/only.js"),
  propose: () => import("./en/propose.js"),
  seats: () => import("./en/seats.js"),
  settings: () => import("./en/settings.js"),
  "sign-in": () => import("./en/sign_in.js"),
  tonight: () => import("./en/tonight.js"),
  watched: () => import("./en/watched.js"),
  "ways-in": () => import("./en/ways_in.js"),
  year: () => import("./en/year.js"),
};

/** @type {Record<string, Record<Words, () => Promise<{texts: Record<string, Text>}>>>} */
const languages = { en: english };

const language = "en";
const plurals = new Intl.PluralRules(language);

/** @type {Record<string, Text>} */
const known = { ...page };

/** Loads the texts of some parts. @param {readonly Words[]} parts */
export async function loadWords(parts) {
  const files = await Promise.all(parts.map((part) => languages[language][part]()));
  for (const { texts } of files) Object.assign(known, texts);
}

/** Whether there is such a text, as far as texts are loaded. @param {string} key */
export const isKnown = (key) => key in known;

/** @param {string} key @param {Record<string, any>} values */
function formOf(key, values) {
  const text = known[key];
  if (typeof text === "string") return text;
  return text?.[plurals.select(Number(values.count))] ?? text?.other ?? key;
}

/**
 * A text in parts, with nodes for some of its values.
 * @param {Key} key
 * @param {Record<string, Node | string | number | (Node | string)[]>} values
 * @returns {(Node | string)[]}
 */
export const sayWith = (key, values) =>
  formOf(key, values)
    .split(/(\{\w+\})/)
    .filter(Boolean)
    .flatMap((part) => {
      const value = part.startsWith("{") ? values[part.slice(1, -1)] : part;
      return typeof value === "number" ? String(value) : value;
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
