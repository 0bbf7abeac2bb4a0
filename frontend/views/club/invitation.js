import { date } from "../../times.js";
import { age } from "../../telling.js";
import { say } from "../../words/say.js";

const DAY = 86_400_000;
/** Days that one still counts; what is further off has a date. */
const NEAR = 14;

/** @param {InvitationRow} invitation */
export const titleOf = ({ id, note }) => note ?? say("invitations.unnamed", { id: String(id) });

/** How an open one is while nobody may join at all. @param {InvitationRow} invitation @param {Club | null} club */
export const standingOf = ({ state }, club) =>
  state === "open" && club?.sign_up === "closed" ? "paused" : state;

/** @param {InvitationRow} invitation */
export const joinedOf = ({ uses, max_uses: most }) =>
  most === null
    ? say(uses === 0 ? "invitations.joined-none" : "invitations.joined", { count: uses })
    : say("invitations.joined-of", { count: uses, most });

/** @param {InvitationRow} invitation @param {number} now */
export function endOf({ state, expires_at: end }, now) {
  if (state === "expired" && end) return say("invitations.ended", { date: date(end, now) });
  if (state !== "open") return null;
  if (!end) return say("invitations.endless");
  const days = Math.ceil((Date.parse(end) - now) / DAY);
  return days > NEAR
    ? say("invitations.ends-on", { date: date(end, now) })
    : say("invitations.ends-in", { count: Math.max(1, days) });
}

/** The link of one that is over is nobody's business. @param {InvitationRow} invitation */
export const lostLinkOf = ({ state, has_link: hasLink }) =>
  state === "open" && !hasLink ? say("invitations.no-link") : null;

/** @param {InvitationRow} invitation @param {number} now */
export const madeOf = ({ created_at, created_by: maker }, now) =>
  maker
    ? say("invitations.made-by", { name: maker.name, when: age(created_at, now) })
    : say("invitations.made", { when: age(created_at, now) });
