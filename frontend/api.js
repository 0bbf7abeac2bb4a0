import { at } from "./root.js";
import { NOBODY, seatNow, turnNow } from "./seat.js";

/** Anything but a success, whether the server said so or could not be asked. */
export class ApiError extends Error {
  /**
   * @param {string} slug the problem's code; `offline` or `unreachable` without one
   * @param {Partial<Problem> & {retryAfter?: number | null}} [problem]
   */
  constructor(slug, problem = {}) {
    super(problem.detail ?? problem.title ?? slug);
    this.name = "ApiError";
    this.slug = slug;
    /** Whose answer it is (seat.js). */
    this.turn = turnNow();
    this.status = problem.status ?? 0;
    this.detail = problem.detail ?? "";
    /** @type {Record<string, any>} */
    this.params = problem.params ?? {};
    this.errors = problem.errors ?? [];
    this.requestId = problem.request_id ?? null;
    this.retryAfter = problem.retryAfter ?? null;
  }

  /** It answers what somebody asked who has left: it says nothing about whoever is here now. */
  isLate() {
    return this.turn !== turnNow();
  }
}

/** @param {Response} response @returns {Promise<ApiError>} */
async function errorOf(response) {
  const problem = await problemOf(response);
  const slug = problem.code ?? (response.status >= 500 ? "internal" : "unexpected");
  return new ApiError(slug, {
    request_id: response.headers.get("X-Request-Id") ?? undefined,
    status: response.status,
    retryAfter: Number(response.headers.get("Retry-After")) || null,
    ...problem,
  });
}

/**
 * A proxy's own error page is no problem document.
 * @param {Response} response
 * @returns {Promise<Partial<Problem>>}
 */
async function problemOf(response) {
  const type = response.headers.get("Content-Type") ?? "";
  if (!type.startsWith("application/problem+json")) return {};
  try {
    return await response.json();
  } catch {
    return {};
  }
}

/**
 * @typedef {object} Options
 * @property {unknown} [body]
 * @property {Blob} [file] what is sent as it is, instead of a body
 * @property {number} [patience] ms after which nobody waits any more
 * @property {string} [etag]
 * @property {string} [match] the version that a change is about
 * @property {AbortSignal} [signal]
 * @property {number | null} [seat] who asks, if not the tab's own member
 */

const BASE = at("/api/v1");
/** For how long an answer is waited for, in milliseconds, unless a question says otherwise. */
export const PATIENCE = 10_000;
export const PAGE = 100;

/**
 * Ends a question when the reader does, or after a while. Browsers of 2020 have neither
 * `AbortSignal.any` nor `AbortSignal.timeout`.
 * @template T
 * @param {Options} options
 * @param {(signal: AbortSignal) => Promise<T>} ask
 * @returns {Promise<T>}
 */
async function within({ signal: reader, patience = PATIENCE }, ask) {
  const turn = turnNow();
  const ending = new AbortController();
  const end = () => ending.abort();
  const timer = setTimeout(end, patience);
  reader?.addEventListener("abort", end);
  if (reader?.aborted) end();
  try {
    return await ask(ending.signal);
  } catch (error) {
    if (reader?.aborted) throw error;
    const isAnswer = error instanceof ApiError;
    const refusal = isAnswer ? error : new ApiError(!navigator.onLine ? "offline" : "unreachable");
    refusal.turn = turn;
    throw refusal;
  } finally {
    clearTimeout(timer);
    reader?.removeEventListener("abort", end);
  }
}

/** Half an emoji, as some keyboards leave it, is in no text that can be sent. @param {string} text */
export const whole = (text) => text.replace(/[\ud800-\udfff]/gu, "\ufffd");

/** @param {string} _name @param {unknown} value */
const wholeText = (_name, value) => (typeof value === "string" ? whole(value) : value);

/** @param {Options} options @returns {RequestInit} */
function contentOf({ body, file, etag, match, seat = seatNow() }) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (etag) headers["If-None-Match"] = etag;
  if (match) headers["If-Match"] = match;
  if (seat) headers["Marquee-Seat"] = String(seat);
  return { headers, body: file ?? JSON.stringify(body, wholeText) };
}

/**
 * Where nobody has said who they are, a browser with seats reads as one without.
 * @param {string} method
 * @param {string} path
 * @param {Options} options
 * @returns {RequestCredentials}
 */
const credentialsFor = (method, path, { seat = seatNow() }) =>
  seat === NOBODY && method === "GET" && path !== "/club" ? "omit" : "same-origin";

/**
 * @template T
 * @param {string} method
 * @param {string} path
 * @param {Options} options
 * @param {(response: Response) => T | Promise<T>} read what of a success, or of a 304, is wanted
 * @returns {Promise<T>}
 */
export function ask(method, path, options, read) {
  return within(options, async (signal) => {
    const credentials = credentialsFor(method, path, options);
    const how = { method, credentials, ...contentOf(options) };
    const response = await fetch(BASE + path, { ...how, cache: "no-store", signal });
    if (response.ok || response.status === 304) return read(response);
    throw await errorOf(response);
  });
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<void>}
 */
export const request = (method, path, options = {}) => ask(method, path, options, () => {});

/**
 * @template T
 * @param {string} method
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<T>}
 */
export const json = (method, path, options = {}) =>
  ask(method, path, options, (response) => response.json());

/** @type {Map<string, {etag: string, body: any}>} */
const remembered = new Map();

/** What was told to one member must not be compared with what is told to the next. */
export function forget() {
  remembered.clear();
}

/**
 * GET that sends back the ETag of the last answer.
 * @template T
 * @param {string} path
 * @returns {Promise<{body: T, changed: boolean}>}
 */
export async function conditional(path) {
  const known = remembered.get(path);
  return ask("GET", path, { etag: known?.etag }, async (response) => {
    if (response.status === 304 && known) return { body: known.body, changed: false };
    const body = await response.json();
    const etag = response.headers.get("ETag");
    if (etag) remembered.set(path, { etag, body });
    return { body, changed: true };
  });
}

/** @type {Listing} */
let lastList = { items: [], tonight: null, version: 0 };
/** A page has changed, and a later one of the same round could not be read. */
let isBehind = false;

/**
 * All open proposals, and tonight's film: the same answer as last time when nothing has changed.
 * By age, since a page boundary must not move with the votes.
 * @returns {Promise<Listing>}
 */
export async function openProposals() {
  const first = `/proposals?sort=newest&limit=${PAGE}`;
  /** @type {Map<number, Proposal>} */
  const items = new Map();
  /** @type {Listing["tonight"]} */
  let tonight = null;
  let version = Infinity;
  /** @type {string | null} */
  let path = first;
  while (path) {
    /** @type {{body: {items: Proposal[], next: string | null, tonight: Tonight | null, version?: number}, changed: boolean}} */
    const page = await conditional(path);
    isBehind = isBehind || page.changed;
    for (const proposal of page.body.items) items.set(proposal.id, proposal);
    tonight = page.body.tonight;
    version = Math.min(version, page.body.version ?? 0);
    path = page.body.next && `${first}&cursor=${encodeURIComponent(page.body.next)}`;
  }
  if (isBehind) lastList = { items: [...items.values()], tonight, version };
  isBehind = false;
  return lastList;
}

/**
 * What happens in the club, as it happens.
 * @param {AbortSignal} signal
 * @returns {Promise<ReadableStream<Uint8Array>>}
 */
export async function events(signal) {
  const credentials = credentialsFor("GET", "/events", {});
  const { headers } = contentOf({});
  const response = await fetch(`${BASE}/events`, {
    credentials,
    headers,
    cache: "no-store",
    signal,
  });
  if (!response.ok || !response.body) throw new ApiError("unreachable");
  return response.body;
}

/** @returns {Promise<Club>} */
export const club = () => json("GET", "/club");

/** @param {number} id @returns {Promise<Proposal>} */
export const proposal = (id) => json("GET", `/proposals/${id}`);

/**
 * @param {number} id
 * @param {boolean} voted
 * @param {number} [seat] whose vote, if not that of the tab's member
 * @returns {Promise<VoteResult>}
 */
export const vote = (id, voted, seat) => json(voted ? "PUT" : "DELETE", `/votes/${id}`, { seat });

/** @param {number} [seat] whose account, if not that of the tab's member @returns {Promise<Me>} */
export const me = (seat) => json("GET", "/members/me", { seat });
