import { age, clock, plural, wait } from "./format.js";

/** @type {Record<string, (error: ApiError) => Message>} */
const sentences = {
  offline: () => ({
    title: "You are offline.",
    next: "This goes on by itself as soon as there is a connection again.",
  }),
  unreachable: () => ({
    title: "The club’s server cannot be reached.",
    next: "It may be restarting; this page keeps trying.",
  }),
  busy: () => ({ title: "The server is busy right now.", next: "Try again in a moment." }),
  "storage-full": () => ({
    title: "The server has run out of space, so nothing can be saved.",
    next: "Tell whoever hosts the club; reading still works.",
  }),
  unauthenticated: () => ({ title: "You are signed out.", next: "Sign in and try again." }),
  "sign-in-failed": () => ({
    title: "This name and password do not go together.",
    next: "Check both, capital letters too.",
  }),
  "too-many-attempts": ({ retryAfter, params }) => ({
    title: "Too many tries.",
    next: `Wait ${wait(Number(params.retry_after ?? retryAfter ?? 60))}, then try again.`,
  }),
  forbidden: () => ({
    title: "This is not yours to change.",
    next: "The proposer or an admin can do it.",
  }),
  "not-found": () => ({
    title: "This film is no longer up for a vote.",
    next: "It may have been withdrawn, or watched.",
  }),
  "proposal-not-open": ({ params }) => ({
    title:
      params.status === "watched"
        ? "The club has watched this film."
        : "This film is no longer up for a vote.",
    next: "Have a look at the ones that are.",
  }),
  "already-open": () => ({
    title: "This film is already up for a vote.",
    next: "Give it yours.",
  }),
  "already-linked": () => ({ title: "This film has its IMDb id already.", next: "" }),
  "proposal-limit": ({ params }) => ({
    title: `You have ${plural(Number(params.count), "film")} in, and ${params.limit} is the limit.`,
    next: "Withdraw one of yours to make room, or wait until one is watched.",
  }),
  "name-taken": () => ({ title: "Somebody in the club has this name.", next: "Pick another." }),
  "last-admin": () => ({
    title: "You are the club’s last admin.",
    next: "Make somebody else an admin first.",
  }),
  "invalid-request": ({ detail, errors }) => ({
    title: errors.map((each) => sentence(each.detail)).join(" ") || sentence(detail),
    next: "",
  }),
};

/** What to tell the reader about an error. @param {ApiError} error @returns {Message} */
export function explain(error) {
  const known = sentences[error.slug]?.(error);
  if (known) return known;
  return {
    title: "The server made a mistake.",
    next: error.requestId
      ? `Try again; if it stays, tell whoever hosts the club: ${error.requestId}.`
      : "Try again in a moment.",
  };
}

/** Both in one line. @param {ApiError} error */
export function oneLine(error) {
  const { title, next } = explain(error);
  return next ? `${title} ${next}` : title;
}

/** With a capital and a full stop. @param {string} text */
export function sentence(text) {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

/** What the club did with a film that a search has found. @param {Hit} hit @param {number} now */
export function hitRemark({ title, state, watched_at: watched }, now) {
  if (!title) return "Nobody knows this id yet; it can be proposed all the same";
  if (state === "open") return "Already up for a vote";
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
    paused > 0 && `Pauses until ${hour(now + paused, now)}`,
    failures > 0 && `${failures} failed in a row since ${hour(now - failing, now)}`,
  ].filter(Boolean);
  if (trouble.length > 0) return trouble.join("; ");
  const under = [flying > 0 && `${flying} under way`, waiting > 0 && `${waiting} waiting`];
  return ["Well", ...under].filter(Boolean).join(", ");
}

/** @param {FailingFilm | FailingPoster} film */
export const titleOfFailing = ({ title, imdb_id }) => title ?? imdb_id;
