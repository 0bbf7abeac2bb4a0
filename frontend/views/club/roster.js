import { explain } from "../../errors.js";
import { date } from "../../times.js";
import { age } from "../../telling.js";
import { say } from "../../words/say.js";

/** What is unusual about a member; null of most. @param {RosterMember} member @returns {"waiting" | "inactive" | "admin" | null} */
export function badgeOf({ state, role }) {
  if (state !== "active") return state;
  return role === "admin" ? "admin" : null;
}

/** @param {RosterMember} member @param {number} now */
export const seenOf = ({ last_seen_at: seen }, now) =>
  seen ? say("members.seen", { when: age(seen, now) }) : say("members.never-seen");

/** @param {RosterMember} member */
export const shareOf = ({ open_proposals: used, proposal_limit: limit }) =>
  say("members.share", { used, films: say("films", { count: limit }) });

/** @param {RosterMember} member */
export const votesOf = ({ votes }) => say("votes", { count: votes });

/** How they came, and how they come back. @param {RosterMember} member @param {number} now */
export function storyOf({ joined_how, created_at, has_password }, now) {
  const came = say(/** @type {Key} */ (`joined.${joined_how}`), { date: date(created_at, now) });
  return `${came} ${say(has_password ? "members.password" : "members.no-password")}`;
}

/** What their limit follows. @param {RosterMember} member */
export const limitOf = ({ proposal_limit: limit, has_own_limit: isOwn }) =>
  say(isOwn ? "members.own-limit" : "members.club-limit", {
    films: say("films", { count: limit }),
  });

/** What they may do; of who may become an admin but cannot, why. @param {RosterMember} member */
export function roleOf({ role, name, has_password }) {
  if (role === "admin") return say("role.admin");
  return has_password ? say("role.member") : say("members.no-promotion", { name });
}

/**
 * @typedef {"promote" | "demote" | "admit" | "deactivate" | "reactivate" | "remove"} Act
 */

/** What can be done about a member's role and seat. @param {RosterMember} member @param {boolean} isSelf @returns {Act[]} */
export function actsFor({ role, state, has_password }, isSelf) {
  if (state === "waiting") return ["admit", "remove"];
  if (state === "inactive") return ["reactivate", "remove"];
  /** @type {Act[]} */
  const role_acts = role === "admin" ? ["demote"] : has_password ? ["promote"] : [];
  return isSelf ? role_acts : [...role_acts, "deactivate", "remove"];
}

/** @type {Record<Exclude<Act, "remove">, RosterChange>} */
export const CHANGES = {
  promote: { role: "admin" },
  demote: { role: "member" },
  admit: { state: "active" },
  deactivate: { state: "inactive" },
  reactivate: { state: "active" },
};

/**
 * What went wrong with a member, and what to do about it; of others and not of oneself, as elsewhere.
 * @param {ApiError} error
 * @param {string} name
 * @returns {Message}
 */
export function explainMember(error, name) {
  const key = /** @type {Key} */ (`refused.${error.slug}`);
  return OF_OTHERS.has(error.slug)
    ? { title: say(key, { name }), next: say(/** @type {Key} */ (`${key}-next`), { name }) }
    : explain(error);
}

const OF_OTHERS = new Set(["needs-password", "last-admin", "not-found", "precondition-failed"]);
