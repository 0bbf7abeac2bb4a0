import { age, clock, plural, wait } from "./format.js";
import { pathOf } from "./root.js";

const HOST = "whoever hosts the club";

/** One for every problem of the contract, and for what has none. @type {Sentences} */
const sentences = {
  offline: () => ({
    title: "You’re offline.",
    next: "Try again once you’re back online.",
  }),
  unreachable: () => ({
    title: "The club’s server isn’t answering.",
    next: "It may be restarting. Try again in a moment.",
  }),
  "cookie-not-kept": () => ({
    title: "Your browser didn’t keep you signed in.",
    next: "Allow cookies for this site, then sign in again.",
  }),
  "malformed-request": () => ({
    title: "The server couldn’t read what this page sent.",
    next: "Reload the page, then try again.",
  }),
  "invalid-request": ({ detail, errors }) => ({
    title: errors.map(aboutField).join(" ") || sentence(detail),
    next: "",
  }),
  unauthenticated: () => ({ title: "You’re signed out.", next: "Sign in, then try again." }),
  "sign-in-failed": () => ({
    title: "Wrong name or password.",
    next: "Check both. Capital letters matter in the password.",
  }),
  forbidden: () => ({
    title: "You can’t change this.",
    next: "Only the person who proposed it or an admin can.",
  }),
  "cross-site-request": ({ params: { public_url: url } }) => ({
    title: "This isn’t the address that the club is set up for.",
    next: `${url ? `Open ${url} instead, or ask` : "Ask"} ${HOST} to set MARQUEE_PUBLIC_URL to ${origin()} and restart the server.`,
  }),
  "read-only-token": () => ({
    title: "You can look around here, but not change anything.",
    next: `Ask ${HOST} for a token that can write.`,
  }),
  "not-found": () => ({
    title: "This isn’t here any more.",
    next: "It may have been withdrawn or watched.",
  }),
  "method-not-allowed": () => ({
    title: "The server doesn’t know what this page asked for.",
    next: "Reload the page. It may be older than the server.",
  }),
  "already-open": () => ({
    title: "This film is already up for a vote.",
    next: "Give it yours.",
  }),
  "proposal-limit": ({ params: { count, limit } }) => ({
    title: `You’ve proposed ${count} of ${plural(Number(limit), "film")}.`,
    next: "Withdraw one of yours to make room, or wait until one is watched.",
  }),
  "proposal-not-open": ({ params }) => ({
    title:
      params.status === "watched"
        ? "The club has already watched this film."
        : "This film is no longer up for a vote.",
    next: "Take a look at the others.",
  }),
  "already-linked": () => ({
    title: "This film already has an IMDb id.",
    next: "If it’s the wrong one, withdraw the film and propose the right one.",
  }),
  "last-admin": () => ({
    title: "You’re the club’s last admin.",
    next: `Ask ${HOST} to make someone else an admin first.`,
  }),
  "name-taken": () => ({
    title: "Someone in the club already has that name.",
    next: "Pick another.",
  }),
  "body-too-large": () => ({ title: "That’s too much text.", next: "Make it shorter." }),
  "unsupported-media-type": () => ({
    title: "The server expected this page to send something else.",
    next: "Reload the page, then try again.",
  }),
  "range-not-satisfiable": () => ({
    title: "That part of the picture doesn’t exist.",
    next: "Reload the page.",
  }),
  "too-many-attempts": ({ retryAfter, params }) => ({
    title: "Too many tries.",
    next: `Wait ${wait(Number(params.retry_after ?? retryAfter ?? 60))}, then try again.`,
  }),
  internal: ({ requestId }) => ({
    title: "The server made a mistake.",
    next: `Try again. ${tellTheHost(requestId)}`,
  }),
  busy: () => ({ title: "The server is busy right now.", next: "Try again in a moment." }),
  "storage-full": () => ({
    title: "The server’s disk is full.",
    next: `Nothing can be saved until ${HOST} makes room. Please tell them.`,
  }),
};

/** @param {string | null} requestId */
const tellTheHost = (requestId) =>
  `If it keeps happening, tell ${HOST}${requestId ? `: ${requestId}` : ""}.`;

/** What the reader typed, or followed. */
const origin = () => globalThis.location?.origin ?? "";

/** What to tell the reader about an error. @param {ApiError} error @returns {Message} */
export function explain(error) {
  const known = sentences[error.slug]?.(error);
  return known ?? { title: "Something went wrong.", next: tellTheHost(error.requestId) };
}

/**
 * A club with an https address gives Secure cookies, which browsers keep nowhere else.
 * @param {string | null} publicUrl
 * @param {Pick<Window, 'isSecureContext' | 'location'>} window
 * @returns {Message | null} null: one can sign in here
 */
export function elsewhere(publicUrl, { isSecureContext, location }) {
  if (!publicUrl?.startsWith("https:") || isSecureContext) return null;
  const { host } = new URL(publicUrl);
  return {
    title: "You can’t sign in at this address.",
    next: `Sign in at ${publicUrl} instead.`,
    action: { label: `Go to ${host}`, href: publicUrl + pathOf(location.pathname) },
  };
}

/** The list is asked for again by itself; nothing else is. @type {Record<string, string>} */
const RENEWED = {
  offline: "This page catches up once you’re back online.",
  unreachable: "It may be restarting. This page keeps trying.",
};

/** What to tell the reader while the list cannot be had. @param {ApiError} trouble @returns {Message} */
export function explainList(trouble) {
  const { title, next } = explain(trouble);
  return { title, next: RENEWED[trouble.slug] ?? next };
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
  const said = `${title.replace(/\.$/, "")}, so ${outcome}.`;
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
  return `Saved ${clock(new Date(saved).toISOString(), now)}. ${explain(trouble).title}`;
}

/** What the server's words about a field go on from. @type {Record<string, string>} */
const SUBJECTS = {
  "/name": "That name",
  "/password": "That password",
  "/current_password": "That",
  "/title": "That title",
  "/year": "That year",
  "/imdb_id": "That",
  "/q": "What you’re looking for",
};

/** "is too easy to guess" → "That password is too easy to guess." @param {FieldError} field */
function aboutField({ pointer, detail }) {
  const words = detail.replace(/^is not /, "isn’t ");
  return sentence(`${SUBJECTS[pointer] ?? "Something here"} ${words}`);
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

/**
 * What the club did with a film that a search has found.
 * @param {Hit} hit
 * @param {number} now
 * @param {boolean} [mayPropose]
 */
export function hitRemark({ title, state, watched_at: watched }, now, mayPropose = true) {
  if (state === "open") return "Already up for a vote";
  if (!title) return `No details found yet.${mayPropose ? " Propose it anyway?" : ""}`;
  return watched ? `Watched ${age(watched, now)}` : "";
}

/** @type {Record<string, string>} */
const SOURCES = {
  demo: "the built-in catalogue",
  cinemeta: "Cinemeta",
  tmdb: "TMDB",
  omdb: "OMDb",
};

/** "cinemeta posters" → "Cinemeta, posters". @param {string} name */
export function sourceName(name) {
  const [source, ...rest] = name.split(" ");
  return [SOURCES[source] ?? source, ...rest].join(", ");
}

/** @param {ProviderState} source */
export function lamp({ failures, paused_ms: paused }) {
  if (paused > 0) return "off";
  return failures > 0 ? "failing" : "well";
}

/** "14:32" @param {number} time @param {number} now */
const hour = (time, now) => clock(new Date(time).toISOString(), now).replace(/^(at|on) /, "");

/** @param {ProviderState} source @param {number} now */
export function sourceState(source, now) {
  const { failures, failing_ms: failing, paused_ms: paused, in_flight: flying, waiting } = source;
  const trouble = [
    paused > 0 && `Paused until ${hour(now + paused, now)}`,
    failures > 0 && `${plural(failures, "failure")} in a row since ${hour(now - failing, now)}`,
  ].filter(Boolean);
  if (trouble.length > 0) return trouble.join(", ");
  const under = [flying > 0 && `${flying} under way`, waiting > 0 && `${waiting} waiting`];
  return ["Working", ...under].filter(Boolean).join(", ");
}

/** @param {FailingFilm | FailingPoster} film */
export const titleOfFailing = ({ title, imdb_id }) => title ?? imdb_id;
