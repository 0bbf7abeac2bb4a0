import { localeNow, say } from "./words/say.js";

/** @type {Intl.Collator | null} */
let collator = null;

/** As the language has its letters, and as one would look for a title. @param {string} a @param {string} b */
function compare(a, b) {
  collator = collator ?? new Intl.Collator(localeNow(), { numeric: true, sensitivity: "base" });
  return collator.compare(a, b);
}

/** @param {Proposal} a @param {Proposal} b */
const newest = (a, b) => Date.parse(b.created_at) - Date.parse(a.created_at) || b.id - a.id;

/**
 * Films that lack it go last.
 * @param {1 | -1} way
 * @returns {(a: Proposal, b: Proposal) => number}
 */
const byRuntime = (way) => (a, b) => {
  const [left, right] = [a, b].map(({ film }) => (film.runtime_minutes ?? way * Infinity) * way);
  return left === right ? newest(a, b) : left - right;
};

/** @type {Record<Sort, (a: Proposal, b: Proposal) => number>} */
const comparisons = {
  votes: (a, b) => b.vote_count - a.vote_count || newest(a, b),
  newest,
  runtime: byRuntime(1),
  longest: byRuntime(-1),
  title: (a, b) => compare(titleOf(a), titleOf(b)) || newest(a, b),
};

export const SORTS = /** @type {Sort[]} */ (Object.keys(comparisons));

/**
 * A film that was asked for by id has no title until a provider answers.
 * @param {Pick<Proposal, "film">} about
 */
export const titleOf = ({ film }) => film.title ?? film.imdb_id ?? say("card.untitled");

/** @param {readonly Proposal[]} proposals @param {Sort} sort */
export const ordered = (proposals, sort) => [...proposals].sort(comparisons[sort]);

/**
 * Ids of all films with the top count, tonight's left out; none while nobody has voted.
 * @param {readonly Proposal[]} proposals
 */
export function leaders(proposals) {
  const running = proposals.filter(({ tonight }) => !tonight);
  const top = Math.max(0, ...running.map((proposal) => proposal.vote_count));
  if (top === 0) return new Set();
  return new Set(running.filter((each) => each.vote_count === top).map((each) => each.id));
}

/**
 * What to say aloud about a new list; empty when nothing that counts has changed.
 * @param {readonly Proposal[]} before
 * @param {readonly Proposal[]} after
 */
export function news(before, after) {
  const known = new Map(before.map((proposal) => [proposal.id, proposal]));
  const fresh = after.filter((proposal) => !known.has(proposal.id));
  const moved = after.filter((proposal) => {
    const old = known.get(proposal.id);
    return old && old.vote_count !== proposal.vote_count;
  });
  return [added(fresh), counted(moved)].filter(Boolean).join(" ");
}

/** @param {Proposal[]} proposals */
function added(proposals) {
  if (proposals.length === 0) return "";
  if (proposals.length === 1) return say("news.added", { title: titleOf(proposals[0]) });
  return say("news.more", { count: proposals.length });
}

/** @param {Proposal[]} proposals */
export function counted(proposals) {
  if (proposals.length === 0) return "";
  if (proposals.length > 1) return say("news.changed", { count: proposals.length });
  const [proposal] = proposals;
  const votes = say("votes", { count: proposal.vote_count });
  return say("news.counted", { title: titleOf(proposal), votes });
}
