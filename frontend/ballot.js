// DESIGN: what this member wants, laid over what the server last told. A wish lives from the tap
// until an answer that was asked for after the server confirmed it: any older answer may have been
// read before the vote was written. Laying over is idempotent (a member is among the voters or is
// not), so it does not matter whether an answer holds the vote.

/** @param {Ballot} ballot @param {number} id @param {Wish | null} wish @returns {Ballot} */
function put(ballot, id, wish) {
  const next = new Map(ballot);
  if (wish) next.set(id, wish);
  else next.delete(id);
  return next;
}

/** @param {Ballot} ballot @param {number} id @param {boolean} voted @param {boolean} [isWaiting] */
export const wished = (ballot, id, voted, isWaiting) =>
  put(ballot, id, { voted, landed: ballot.get(id)?.landed ?? null, isSent: true, isWaiting });

/**
 * A wish that is no longer there was another member's.
 * @param {Ballot} ballot
 * @param {number} id
 * @param {{voted: boolean, count: number, at: number}} landed
 */
export function confirmed(ballot, id, landed) {
  const wish = ballot.get(id);
  if (!wish) return ballot;
  return put(ballot, id, { voted: wish.voted, landed, isSent: wish.voted !== landed.voted });
}

/** Back to the last thing the server confirmed. @param {Ballot} ballot @param {number} id */
export function refused(ballot, id) {
  const landed = ballot.get(id)?.landed ?? null;
  return put(ballot, id, landed && { voted: landed.voted, landed, isSent: false });
}

/**
 * Wishes that an answer asked for at `askedAt` cannot know yet.
 * @param {Ballot} ballot
 * @param {number} askedAt
 */
export function outstanding(ballot, askedAt) {
  const kept = [...ballot].filter(([, wish]) => !isKnown(wish, askedAt));
  return kept.length === ballot.size ? ballot : new Map(kept);
}

/** @param {Wish} wish @param {number} askedAt */
const isKnown = ({ voted, landed, isSent }, askedAt) =>
  !isSent && landed !== null && landed.voted === voted && landed.at < askedAt;

/**
 * A count of the server's that holds what it last confirmed needs no other laid over it.
 * @param {Ballot} ballot
 * @param {Proposal} proposal
 * @param {Member | null} member
 */
export function known(ballot, proposal, member) {
  const wish = ballot.get(proposal.id);
  if (!wish?.landed || hasVoted(proposal, member) !== wish.landed.voted) return ballot;
  const landed = { ...wish.landed, count: proposal.vote_count };
  return put(ballot, proposal.id, wish.isSent ? { ...wish, landed } : null);
}

/** @param {Proposal} proposal @param {Member | null} member */
export const hasVoted = (proposal, member) =>
  member !== null && (proposal.voters ?? []).some((voter) => voter.id === member.id);

/**
 * A proposal as this member should see it now.
 * @param {Proposal} proposal
 * @param {Wish | undefined} wish
 * @param {Member | null} member
 * @returns {Proposal}
 */
export function withWish(proposal, wish, member) {
  if (!wish || !member) return proposal;
  const others = (proposal.voters ?? []).filter((voter) => voter.id !== member.id);
  const me = { id: member.id, name: member.name, color: member.color };
  return {
    ...proposal,
    isWaiting: wish.isWaiting,
    vote_count: countWith(proposal, wish, member),
    voters: wish.voted ? [...others, me] : others,
  };
}

/** @param {Proposal} proposal @param {Wish} wish @param {Member} member */
function countWith(proposal, wish, member) {
  const { landed, voted } = wish;
  const known = landed
    ? { count: landed.count, voted: landed.voted }
    : { count: proposal.vote_count, voted: hasVoted(proposal, member) };
  return known.count + Number(voted) - Number(known.voted);
}
