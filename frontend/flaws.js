// What is said about the fields of a form, and the problems whose sentences need more than their
// words: it comes with the first form or sheet, or with the first of these problems (errors.js).
import { wait } from "./times.js";
import { isKnown, say } from "./words/say.js";

/** What the reader typed, or followed. */
const origin = () => globalThis.location?.origin ?? "";

/** What some sentences have a place for. @param {ApiError} error */
export const valuesOf = ({ retryAfter, params }) => ({
  wait: wait(Number(params.retry_after ?? retryAfter ?? 60)),
});

/** What puts more into its sentences, or has others. @type {Record<string, (error: ApiError) => Message>} */
export const special = {
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
