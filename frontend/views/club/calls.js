// What only those ask who look after the club.
import { ask, json, PAGE, request, whole } from "../../api.js";

/**
 * What somebody else may change meanwhile, with the tag of its version.
 * @template T
 * @typedef {{body: T, etag: string}} Versioned
 */

/**
 * @template T
 * @param {string} method
 * @param {string} path
 * @param {{body?: unknown, match?: string}} [options]
 * @returns {Promise<Versioned<T>>}
 */
const versioned = (method, path, options = {}) =>
  ask(method, path, options, async (response) => ({
    body: await response.json(),
    etag: response.headers.get("ETag") ?? "",
  }));

/** @template T @typedef {{items: T[], next: string | null}} Listed */

/**
 * @param {string} path
 * @param {Record<string, string | number | null>} query without what is null or empty
 */
export function withQuery(path, query) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== "") params.set(name, whole(String(value)));
  return `${path}?${params}`;
}

/**
 * @param {{q: string, state: MemberState | "", cursor: string | null, limit?: number}} query
 * @returns {Promise<Listed<RosterMember>>}
 */
export const members = ({ limit = PAGE, ...query }) =>
  json("GET", withQuery("/members", { ...query, limit }));

/** @param {number} id @returns {Promise<Versioned<RosterMember>>} */
export const member = (id) => versioned("GET", `/members/${id}`);

/**
 * @param {number} id
 * @param {string} etag of what was seen
 * @param {RosterChange} change
 * @returns {Promise<Versioned<RosterMember>>}
 */
export const changeMember = (id, etag, change) =>
  versioned("PATCH", `/members/${id}`, { body: change, match: etag });

/** @param {number} id */
export const removeMember = (id) => request("DELETE", `/members/${id}`);

/** Their own link, shown this once. @param {number} id @param {boolean} end_sessions @returns {Promise<{secret: string}>} */
export const giveLink = (id, end_sessions) =>
  json("POST", `/members/${id}/entry`, { body: { end_sessions } });

/** @param {string | null} cursor @param {number} limit @returns {Promise<Listed<InvitationRow>>} */
export const invitations = (cursor, limit) =>
  json("GET", withQuery("/invitations", { cursor, limit }));

/** @param {InvitationNew} wish @returns {Promise<Invitation>} */
export const makeInvitation = (wish) => json("POST", "/invitations", { body: wish });

/** With its secret. @param {number} id @returns {Promise<Invitation>} */
export const invitation = (id) => json("GET", `/invitations/${id}`);

/** @param {number} id */
export const revokeInvitation = (id) => request("DELETE", `/invitations/${id}`);

/** @returns {Promise<Versioned<ClubSettings>>} */
export const settings = () => versioned("GET", "/club/settings");

/** @param {string} etag of what was seen @param {ClubSettingsChange} change @returns {Promise<Versioned<ClubSettings>>} */
export const changeSettings = (etag, change) =>
  versioned("PATCH", "/club/settings", { body: change, match: etag });
