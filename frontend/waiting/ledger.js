import { filmOf, memberOf } from "../state.js";
import { titleOf } from "../tally.js";
import { erase, keptVotesOf, ownerOf, voteIn, write } from "./kept.js";

/** This member's kept votes by film, as far as this tab knows. @typedef {Map<number, KeptVote>} Mine */
/** @typedef {ReturnType<typeof createLedger>} Ledger */

/**
 * Keeps what the member wants and the server has yet to answer, as the page changes: from the tap on,
 * since nobody knows whether the page lives to see the answer.
 * @param {Page} page
 */
export function createLedger(page) {
  const { state, dispatch } = page;
  /** @type {Mine} */
  const mine = new Map();
  /** @type {Ballot | null} */
  let seen = null;

  /** Somebody else is here now. The kept votes stay for the member who cast them. */
  function clear() {
    mine.clear();
    seen = null;
  }

  function mirror() {
    const { ballot } = state();
    if (ballot === seen) return;
    seen = ballot;
    for (const [id, wish] of ballot) if (wish.isSent) put(mine, state(), id, wish);
    for (const vote of [...mine.values()]) if (!ballot.get(vote.id)?.isSent) close(mine, vote);
  }

  /** Lays a kept vote over the list. @param {KeptVote} vote */
  function take(vote) {
    mine.set(vote.id, { ...vote, isWaiting: true });
    dispatch({ type: "wished", id: vote.id, voted: vote.voted, isWaiting: true });
  }

  /** Takes them all, except where the reader has tapped since: that is newer. */
  function takeAll() {
    const member = memberOf(state())?.id ?? 0;
    for (const vote of keptVotesOf(member)) if (!mine.has(vote.id)) take(vote);
  }

  /** The vote is to wait. @param {number} id */
  function hold(id) {
    const wish = state().ballot.get(id);
    if (wish) dispatch({ type: "wished", id, voted: wish.voted, isWaiting: true });
  }

  const hear = createEar(page, mine, take);
  return { clear, mirror, takeAll, hold, hear, votes: () => [...mine.values()] };
}

/** @param {Mine} mine @param {State} state @param {number} id @param {Wish} wish */
function put(mine, state, id, { voted, isWaiting = false }) {
  const known = mine.get(id);
  if (known ? known.voted === voted && known.isWaiting === isWaiting : isWaiting) return;
  const proposal = filmOf(state, id);
  const title = proposal ? titleOf(proposal) : (known?.title ?? "");
  const created = proposal?.created_at ?? known?.created ?? "";
  const member = memberOf(state)?.id ?? 0;
  const vote = { member, id, voted, isWaiting, title, created, at: Date.now(), isLasting: true };
  mine.set(id, { ...vote, isLasting: write(vote) });
}

/** @param {Mine} mine @param {KeptVote} vote */
function close(mine, vote) {
  mine.delete(vote.id);
  erase(vote);
}

/**
 * Hears what another tab of the same member does. What it has sent, or had refused, the list tells.
 * @param {Page} page
 * @param {Mine} mine
 * @param {(vote: KeptVote) => void} take
 */
function createEar(page, mine, take) {
  const { state, dispatch } = page;
  /** @param {StorageEvent} event @param {() => Promise<void>} ask */
  return async ({ key, newValue }, ask) => {
    const owner = ownerOf(key);
    if (!owner || owner.member !== memberOf(state())?.id) return;
    const { id } = owner;
    const vote = voteIn(key, newValue);
    if (vote?.isWaiting && !page.flying.has(id)) take(vote);
    if (vote || !mine.delete(id)) return;
    await ask();
    if (state().ballot.get(id)?.isWaiting) dispatch({ type: "refused", id });
  };
}
