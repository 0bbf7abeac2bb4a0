import { clock, wait } from "./format.js";
import { isKnown, loadWords, say } from "./words/say.js";

/** What the reader typed, or followed. */
const origin = () => globalThis.location?.origin ?? "";

/** @param {string | null} id of the request */
const tell = (id) => (id ? say("problem.tell-id", { id }) : say("problem.tell"));

/** What some of the sentences have a place for. @param {ApiError} error */
const valuesOf = ({ requestId, retryAfter, params }) => ({
  tell: tell(requestId),
  wait: wait(Number(params.retry_after ?? retryAfter ?? 60)),
});

/** What puts more into its sentences, or has others. @type {Record<string, (error: ApiError) => Message>} */
const special = {
  "invalid-request": ({ detail, errors }) => ({
    title: errors.map(aboutField).join(" ") || sentence(detail),
    next: "",
  }),
  "cross-site-request": ({ params: { public_url: url } }) => ({
    title: say("problem.cross-site-request"),
    next: url
      ? say("problem.cross-site-request.open", { public_url: url, origin: origin() })
      : say("problem.cross-site-request.next", { origin: origin() }),
  }),
  "proposal-limit": ({ params: { count, limit } }) => ({
    title: say("problem.proposal-limit", { count, films: say("films", { count: limit }) }),
    next: say("problem.proposal-limit.next"),
  }),
  "proposal-not-open": ({ params }) => ({
    title: say(
      params.status === "watched"
        ? "problem.proposal-not-open.watched"
        : "problem.proposal-not-open",
    ),
    next: say("problem.proposal-not-open.next"),
  }),
};

/** What seldom goes wrong has its words in forms.js. @param {ApiError} error */
export const wordsFor = ({ slug }) =>
  isKnown(`problem.${slug}`) ? null : loadWords(["forms"]).catch(() => {});

/** What to tell the reader about an error. @param {ApiError} error @returns {Message} */
export function explain(error) {
  const make = special[error.slug];
  if (make) return make(error);
  const key = /** @type {Key} */ (`problem.${error.slug}`);
  if (!isKnown(key)) return { title: say("problem.other"), next: tell(error.requestId) };
  return { title: say(key), next: say(/** @type {Key} */ (`${key}.next`), valuesOf(error)) };
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

/**
 * How things stand with the list, where it is not fresh.
 * @param {State} state
 * @param {number} now
 */
export function standing({ trouble, open, saved }, now) {
  if (!trouble || !open) return null;
  if (saved === null) return inOneLine(explainList(trouble));
  const when = clock(new Date(saved).toISOString(), now);
  return say("saved", { when, why: explain(trouble).title });
}

/** What a sentence about a field begins with. @param {string} pointer */
function subjectOf(pointer) {
  const key = /** @type {Key} */ (`field.${pointer.slice(1)}`);
  return isKnown(key) ? say(key) : say("field.other");
}

/**
 * By what is wrong with it; a flaw that is new to the page is told as the server tells it: "is too
 * easy to guess" becomes "That password is too easy to guess."
 * @param {FieldError} field
 */
function aboutField({ pointer, code, params, detail }) {
  const key = /** @type {Key} */ (`flaw.${code}`);
  if (!isKnown(key)) return sentence(`${subjectOf(pointer)} ${detail}`);
  const kind = /** @type {Key} */ (`kind.${params.kind}`);
  const named = isKnown(kind) ? { kind: say(kind) } : {};
  return say(key, { what: subjectOf(pointer), ...params, ...named });
}

/** What is wrong with one field, or null. @param {ApiError} error @param {string} pointer */
export function about(error, pointer) {
  const field = error.errors.find((each) => each.pointer === pointer);
  return field ? aboutField(field) : null;
}

/** With a capital and a full stop. @param {string} text */
export function sentence(text) {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
