// What only the views ask that are loaded later; what the vote page asks stands in api.js.
import { json, PAGE, request, whole } from "./api.js";

/** @param {NewFilm} film @returns {Promise<Proposal>} */
export const propose = (film) => json("POST", "/proposals", { body: film });

/** @param {number} id @param {string} imdb_id @returns {Promise<Proposal>} */
export const link = (id, imdb_id) => json("PATCH", `/proposals/${id}`, { body: { imdb_id } });

/** @param {number} id @param {string | null} note @returns {Promise<Proposal>} */
export const pitch = (id, note) => json("PATCH", `/proposals/${id}`, { body: { note } });

/** Undoes a withdrawal. @param {number} id @returns {Promise<Proposal>} */
export const restore = (id) => json("POST", `/proposals/${id}/restore`);

/** @param {number} id of a film @param {{stars?: number | null}} mark @returns {Promise<Seen>} */
export const markSeen = (id, mark) => json("PUT", `/films/${id}/seen`, { body: mark });

/** @param {number} id of a film @returns {Promise<Seen>} */
export const unmarkSeen = (id) => json("DELETE", `/films/${id}/seen`);

/** @returns {Promise<Mark[]>} all that one has seen */
export const seen = () => everything(`/marks?of=seen&limit=${PAGE}`);

/** @returns {Promise<Mark[]>} all that is on one's list */
export const wishes = () => everything(`/marks?of=watchlist&limit=${PAGE}`);

/** @param {number} id of a film @returns {Promise<Listed>} */
export const wishFor = (id) => json("PUT", `/members/me/watchlist/${id}`);

/** @param {string} imdb_id of a film that may be new here @returns {Promise<Listed>} */
export const wishForNew = (imdb_id) => json("POST", "/members/me/watchlist", { body: { imdb_id } });

/** @param {number} id of a film @returns {Promise<Listed>} */
export const takeOff = (id) => json("DELETE", `/members/me/watchlist/${id}`);

/** @param {number} id */
export const withdraw = (id) => request("DELETE", `/proposals/${id}`);

/** @param {string} query @param {AbortSignal} signal @returns {Promise<Hits>} */
export const searchFilms = (query, signal) =>
  json("GET", `/films/search?q=${encodeURIComponent(whole(query))}`, { signal });

/** @param {string} name @param {string} password @returns {Promise<SignedIn>} */
export const signIn = (name, password) => json("POST", "/sessions", { body: { name, password } });

export const signOut = () => request("DELETE", "/sessions");

export const signOutAll = () => request("DELETE", "/sessions/seats");

/** Whose ballot this browser's next tab is. @param {number} id of a member who sits here */
export const chooseSeat = (id) =>
  request("PUT", "/sessions/current", { seat: id, body: { member_id: id } });

/**
 * A list, page after page.
 * @template Item
 * @param {string} first
 * @returns {Promise<Item[]>}
 */
async function everything(first) {
  /** @type {Item[]} */
  const all = [];
  /** @type {string | null} */
  let path = first;
  while (path) {
    /** @type {{items: Item[], next: string | null}} */
    const page = await json("GET", path);
    all.push(...page.items);
    path = page.next && `${first}&cursor=${encodeURIComponent(page.next)}`;
  }
  return all;
}

/** All of them: this browser's may be the newest. @returns {Promise<Session[]>} */
export const sessions = () => everything(`/sessions?limit=${PAGE}`);

/** @param {number} id */
export const endSession = (id) => request("DELETE", `/sessions/${id}`);

export const endOtherSessions = () => request("DELETE", "/sessions/others");

/** @returns {Promise<FilmCache>} */
export const cache = () => json("GET", "/cache");

/** @param {number | null} film_id null: all that are stale @returns {Promise<{wanted: number, posters: number}>} */
export const refreshFilms = (film_id) =>
  json("POST", "/cache/refresh", { body: film_id === null ? {} : { film_id } });

/** @param {MeChange} change @returns {Promise<Me>} */
export const changeMe = (change) => json("PATCH", "/members/me", { body: change });

export const leaveClub = () => request("DELETE", "/members/me");

/** What has joined a proposal. @param {number} id @returns {Promise<{items: Join[]}>} */
export const joins = (id) => json("GET", `/proposals/${id}/joins`);

/** @param {number} kept @param {number} joined @returns {Promise<Proposal>} the kept one */
export const join = (kept, joined) => json("PUT", `/proposals/${kept}/joins/${joined}`);

/** @param {number} kept @param {number} joined @returns {Promise<Proposal>} the other one */
export const part = (kept, joined) => json("DELETE", `/proposals/${kept}/joins/${joined}`);

/** @param {number} id */
export const putNoticeAway = (id) => request("DELETE", `/members/me/notices/${id}`);

/** What a link opens; asking uses nothing up. @param {string} secret @returns {Promise<Opened>} */
export const lookUp = (secret) => json("POST", "/invitations/lookup", { body: { secret } });

/** @param {Joining} joining @returns {Promise<Joined>} */
export const joinClub = (joining) => json("POST", "/members", { body: joining });

/** By one's own link; an admin's wants the password as well. @param {{entry: string, password?: string}} entry @returns {Promise<SignedIn>} */
export const enter = (entry) => json("POST", "/sessions", { body: entry });

/** For any number of people, until it is revoked. @returns {Promise<Invitation>} */
export const invite = () => json("POST", "/invitations", { body: {} });
