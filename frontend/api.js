/** Anything but a success, whether the server said so or could not be asked. */
export class ApiError extends Error {
  /**
   * @param {string} slug end of the problem's type; `offline` or `unreachable` without one
   * @param {Partial<Problem> & {retryAfter?: number | null}} [problem]
   */
  constructor(slug, problem = {}) {
    super(problem.detail ?? problem.title ?? slug);
    this.name = "ApiError";
    this.slug = slug;
    this.status = problem.status ?? 0;
    this.detail = problem.detail ?? "";
    /** @type {Record<string, any>} */
    this.params = problem.params ?? {};
    this.errors = problem.errors ?? [];
    this.requestId = problem.request_id ?? null;
    this.retryAfter = problem.retryAfter ?? null;
  }

  /** What is wrong with one field of the request's body. @param {string} pointer */
  about(pointer) {
    return this.errors.find((each) => each.pointer === pointer)?.detail ?? null;
  }
}

/** @param {Response} response @returns {Promise<ApiError>} */
export async function errorOf(response) {
  const problem = await problemOf(response);
  const slug =
    problem.type?.split("/").at(-1) ?? (response.status >= 500 ? "internal" : "unexpected");
  const seconds = Number(response.headers.get("Retry-After") ?? NaN);
  return new ApiError(slug, {
    request_id: response.headers.get("X-Request-Id") ?? undefined,
    status: response.status,
    retryAfter: Number.isFinite(seconds) ? seconds : null,
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

/** @typedef {{body?: unknown, etag?: string, signal?: AbortSignal}} Options */

const BASE = "/api/v1";
const PATIENCE = 10_000;
const PAGE = 100;

/**
 * @param {string} method
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<Response>} a success or 304
 */
async function request(method, path, { body, etag, signal } = {}) {
  const timeout = AbortSignal.timeout(PATIENCE);
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (etag) headers["If-None-Match"] = etag;
  let response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(!navigator.onLine ? "offline" : "unreachable");
  }
  if (response.ok || response.status === 304) return response;
  throw await errorOf(response);
}

/**
 * @template T
 * @param {string} method
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<T>}
 */
async function json(method, path, options) {
  const response = await request(method, path, options);
  try {
    return await response.json();
  } catch (error) {
    if (options?.signal?.aborted) throw error;
    throw new ApiError("unreachable");
  }
}

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
async function conditional(path) {
  const known = remembered.get(path);
  const response = await request("GET", path, { etag: known?.etag });
  if (response.status === 304 && known) return { body: known.body, changed: false };
  let body;
  try {
    body = await response.json();
  } catch {
    throw new ApiError("unreachable");
  }
  const etag = response.headers.get("ETag");
  if (etag) remembered.set(path, { etag, body });
  return { body, changed: true };
}

/** @type {readonly Proposal[]} */
let lastList = [];
/** A page has changed, and a later one of the same round could not be read. */
let isBehind = false;

/**
 * All open proposals, the same array as last time when nothing has changed.
 * By age, since a page boundary must not move with the votes.
 * @returns {Promise<readonly Proposal[]>}
 */
export async function openProposals() {
  const first = `/proposals?sort=newest&limit=${PAGE}`;
  /** @type {Map<number, Proposal>} */
  const items = new Map();
  /** @type {string | null} */
  let path = first;
  while (path) {
    /** @type {{body: {items: Proposal[], next: string | null}, changed: boolean}} */
    const page = await conditional(path);
    isBehind ||= page.changed;
    for (const proposal of page.body.items) items.set(proposal.id, proposal);
    path = page.body.next && `${first}&cursor=${encodeURIComponent(page.body.next)}`;
  }
  if (isBehind) lastList = [...items.values()];
  isBehind = false;
  return lastList;
}

/** @returns {Promise<Club>} */
export const club = () => json("GET", "/club");

/** @param {number} id @returns {Promise<Proposal>} */
export const proposal = (id) => json("GET", `/proposals/${id}`);

/** @param {NewFilm} film @returns {Promise<Proposal>} */
export const propose = (film) => json("POST", "/proposals", { body: film });

/** @param {number} id @param {string} imdb_id @returns {Promise<Proposal>} */
export const link = (id, imdb_id) => json("PATCH", `/proposals/${id}`, { body: { imdb_id } });

/** @param {number} id */
export const withdraw = (id) => request("DELETE", `/proposals/${id}`);

/** @param {number} id @param {boolean} voted @returns {Promise<VoteResult>} */
export const vote = (id, voted) => json(voted ? "PUT" : "DELETE", `/votes/${id}`);

/** @param {string} query @param {AbortSignal} signal @returns {Promise<Hits>} */
export const searchFilms = (query, signal) =>
  json("GET", `/films/search?q=${encodeURIComponent(query)}`, { signal });

/** @param {string} name @param {string} password @returns {Promise<SignedIn>} */
export const signIn = (name, password) => json("POST", "/sessions", { body: { name, password } });

export const signOut = () => request("DELETE", "/sessions");

/** @returns {Promise<{items: Session[]}>} */
export const sessions = () => json("GET", "/sessions");

/** @param {number} id */
export const endSession = (id) => request("DELETE", `/sessions/${id}`);

/** @returns {Promise<FilmCache>} */
export const cache = () => json("GET", "/cache");

/** @param {number | null} film_id null: all that are stale @returns {Promise<{wanted: number}>} */
export const refreshFilms = (film_id) =>
  json("POST", "/cache/refresh", { body: film_id === null ? {} : { film_id } });

/** @returns {Promise<Me>} */
export const me = () => json("GET", "/members/me");

/** @param {MeChange} change @returns {Promise<Me>} */
export const changeMe = (change) => json("PATCH", "/members/me", { body: change });

export const leaveClub = () => request("DELETE", "/members/me");
