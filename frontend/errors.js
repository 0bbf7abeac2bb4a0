import { isKnown, loadWords, say } from "./words/say.js";

/** @param {string | null} id of the request */
const tell = (id) => (id ? say("problem.tell-id", { id }) : say("problem.tell"));

/** What flaws.js knows, once it is there. @type {Partial<typeof import("./flaws.js")>} */
let rest = {};

/** What seldom goes wrong, and what is wrong with fields, is told by flaws.js and forms.js. */
export async function loadRest() {
  [rest] = await Promise.all([import("./flaws.js"), loadWords(["forms"])]);
}

/**
 * What to wait for before an error is told; null: nothing. The words of "forms" may be there before what
 * puts something into them, or picks another.
 * @param {ApiError} error
 */
export const wordsFor = ({ slug }) =>
  isKnown(`problem.${slug}`) && (rest.special || !isKnown("field.other"))
    ? null
    : loadRest().catch(() => {});

/** What to tell the reader about an error. @param {ApiError} error @returns {Message} */
export function explain(error) {
  const make = rest.special?.[error.slug];
  if (make) return make(error);
  const key = /** @type {Key} */ (`problem.${error.slug}`);
  const told = tell(error.requestId);
  if (!isKnown(key)) return { title: say("problem.other"), next: told };
  const values = { tell: told, ...rest.valuesOf?.(error) };
  return { title: say(key), next: say(/** @type {Key} */ (`${key}.next`), values) };
}

/** The list is asked for again by itself; nothing else is. @param {ApiError} trouble @returns {Message} */
export function explainList(trouble) {
  const { title, next } = explain(trouble);
  const renewed = /** @type {Key} */ (`problem.${trouble.slug}.list`);
  return { title, next: isKnown(renewed) ? say(renewed) : next };
}

/** Both in one line. @param {ApiError} error */
export const oneLine = (error) => inOneLine(explain(error));

/** @param {Message} message */
const inOneLine = ({ title, next }) => (next ? `${title} ${next}` : title);

/** Nobody has to be told what to do next, or there is a button for it. */
const OBVIOUS = new Set(["offline", "unauthenticated"]);

/**
 * "You’re offline, so your vote for Charade wasn’t saved."
 * @param {ApiError} error
 * @param {string} outcome
 */
export function because(error, outcome) {
  const { title, next } = explain(error);
  const said = say("because", { what: title.replace(/\.$/, ""), outcome });
  return next && !OBVIOUS.has(error.slug) ? `${said} ${next}` : said;
}

/** How things stand with the list, where it is not fresh. @param {State} state */
export function standing({ trouble, open, saved }) {
  if (!trouble || !open) return null;
  if (saved === null) return inOneLine(explainList(trouble));
  return say("saved", { when: saved, why: explain(trouble).title });
}
