// What only the later views know of a state; what the vote page does stands in state.js.
import { isAdmin, memberOf, ownCount } from "./state.js";

const SEATS = 5;

/** Whether nobody else fits into this browser. @param {State} state */
export const isFull = ({ club }) => (club?.seats ?? []).length >= SEATS;

/** Whose page of a place for admins it is; 0: it is closed. @param {Place["name"]} name @param {State} state */
export const adminAt = (name, state) =>
  (state.route.name === name && isAdmin(state) && memberOf(state)?.id) || 0;

/** How much of a member's limit is used; null while it is not known. @param {State} state @returns {Room | null} */
export function roomLeft(state) {
  if (!state.me) return null;
  const [used, limit] = [ownCount(state), state.me.proposal_limit];
  return { used, limit, left: Math.max(0, limit - used) };
}
