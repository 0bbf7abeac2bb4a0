import { toast } from "../actions.js";
import { ApiError } from "../api.js";
import { because, explain, wordsFor } from "../errors.js";
import { filmOf, isClosed, memberOf } from "../state.js";
import { titleOf } from "../tally.js";
import { say, sayApart } from "../words/say.js";
import { keptVotesOf } from "./kept.js";

/** @param {Page} page @param {KeptVote} vote */
function titleIn({ state }, { id, title }) {
  const proposal = filmOf(state(), id);
  return title || (proposal ? titleOf(proposal) : say("card.untitled"));
}

/** What the toasts say that are about to be out of date. @type {Set<string>} */
const promises = new Set();

/** @param {Page} page @param {string} text */
function promise(page, text) {
  promises.add(text);
  toast(page, text);
}

/** What was to happen later has happened. @param {Page} page */
function takeDown({ state, dispatch }) {
  for (const { id, text } of state().toasts)
    if (promises.has(text)) dispatch({ type: "toast-gone", id });
  promises.clear();
}

/** Waits until somebody looks at the page. */
const seen = () =>
  new Promise((resolve) => {
    if (document.hidden) document.addEventListener("visibilitychange", resolve, { once: true });
    else resolve(null);
  });

/**
 * A toast gives each reason once. After that the ticket shows it, and only screen readers hear it again.
 * @param {Page} page
 * @param {KeptVote} vote
 * @param {ApiError} error
 * @param {boolean} isNew
 */
export async function sayKept(page, vote, error, isNew) {
  const isProxys = error.slug === "internal";
  const reason = isProxys ? new ApiError("unreachable") : error;
  await wordsFor(reason);
  if (error.isLate()) return;
  const key = vote.voted ? "away.vote" : "away.unvote";
  const stay = vote.isLasting ? [] : [say("away.stay")];
  const tell = (/** @type {typeof sayApart} */ how) =>
    [explain(reason).title, how(key, { title: titleIn(page, vote) }), ...stay].join(" ");
  if (isNew) promise(page, tell(sayApart));
  else page.dispatch({ type: "spoken", text: tell(say) });
}

/** @param {Page} page @param {readonly KeptVote[]} sent */
export function saySent(page, sent) {
  const own = sent.filter(({ member }) => member === memberOf(page.state())?.id);
  if (own.length === 0) return;
  takeDown(page);
  if (document.hidden) return;
  const one = own[0].voted ? "away.sent" : "away.taken";
  const words =
    own.length > 1
      ? say("away.sent-all", { count: own.length })
      : sayApart(one, { title: titleIn(page, own[0]) });
  toast(page, words);
}

/**
 * Says that a vote was refused, and why. If several people use this device, it says whose vote it was.
 * @param {Page} page
 * @param {KeptVote} vote
 * @param {ApiError} error
 */
export async function sayRefused(page, vote, error) {
  await Promise.all([wordsFor(error), seen()]);
  const { club } = page.state();
  const owner = (club?.seats ?? []).find(({ id }) => id === vote.member);
  if (!owner) return;
  const outcome = say(vote.voted ? "vote.unsaved" : "vote.still", { title: titleIn(page, vote) });
  const words = because(error, outcome);
  const isOwn = club?.member?.id === owner.id;
  if (isOwn) takeDown(page);
  toast(page, isOwn ? words : say("called", { name: owner.name, words }), { tone: "trouble" });
}

/**
 * The session has ended, and votes still wait. In a closed club a toast would cover the sign-in form. There
 * the member hears of the votes after signing in, once they are sent.
 * @param {Page} page
 * @param {Member} member
 */
export function sayLeft(page, { id, name }) {
  const count = keptVotesOf(id).length;
  if (count === 0) return;
  if (!isClosed(page.state())) toast(page, sayApart("away.kept", { count, name }));
}
