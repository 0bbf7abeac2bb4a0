import { complain, deliver, loadClub, vote as cast } from "../actions.js";
import * as api from "../api.js";
import { ApiError } from "../api.js";
import { root } from "../root.js";
import { memberOf } from "../state.js";
import { erase, keptVotes, readAgain, write } from "./kept.js";
import { saySent, sayRefused } from "./saying.js";

const FIRST_MS = 4_000;
const LONGEST_MS = 60_000;
/** Even if the server asks for longer, it's asked again within the hour. */
const HOUR_MS = 3_600_000;
/** Within this time another tab of the same member still waits for its answer. */
const UNDER_WAY_MS = 15_000;

/**
 * Whether it may work later: the server wasn't reached, or can't answer right now. What failed with 500
 * would only fail again.
 * @param {ApiError} error
 */
export const isPassing = ({ status }) => [0, 408, 429].includes(status) || status > 500;

/** @param {ApiError | null} error */
const askedFor = (error) =>
  Math.min(HOUR_MS, 1_000 * Number(error?.params.retry_after ?? error?.retryAfter ?? 0));

const LOCK = `marquee.votes ${root}`;

/**
 * One tab sends for the whole browser. Without locks, each tab sends whatever is still kept.
 * @param {() => Promise<ApiError | null>} run
 * @returns {Promise<ApiError | null>}
 */
async function alone(run) {
  if (!navigator.locks) return run();
  return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => lock && run());
}

/**
 * Sends waiting votes, one by one: whenever the server has just answered, and also by itself, less and
 * less often.
 * @param {Page} page
 * @param {import("./ledger.js").Ledger} ledger
 */
export function createSender(page, ledger) {
  let isBusy = false;
  let notBefore = 0;
  let pause = FIRST_MS;
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;

  /** @param {number} delay */
  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(flush, delay);
  }

  /** @param {ApiError | null} error what the server said, if it said anything */
  function rest(error) {
    const asked = askedFor(error);
    notBefore = Date.now() + asked;
    later(Math.max(pause, asked));
    pause = Math.min(2 * pause, LONGEST_MS);
  }

  async function flush() {
    if (isBusy || Date.now() < notBefore || waiting(page, ledger).length === 0) return;
    isBusy = true;
    try {
      const trouble = await alone(() => sendAll(page, ledger));
      if (waiting(page, ledger).length > 0) rest(trouble);
      else pause = FIRST_MS;
    } finally {
      isBusy = false;
    }
  }

  return { flush, rest, later };
}

/** @param {Page} page @param {KeptVote} vote */
const isOwn = ({ state }, vote) => vote.member === memberOf(state())?.id;

/**
 * The reader's own, and those of others who sit at this browser.
 * @param {Page} page
 * @param {import("./ledger.js").Ledger} ledger
 */
function waiting(page, ledger) {
  const { ballot, club } = page.state();
  const own = ledger.votes().filter(({ id }) => ballot.get(id)?.isWaiting && !page.flying.has(id));
  const others = keptVotes().filter(
    (vote) =>
      !isOwn(page, vote) &&
      (club?.seats ?? []).some(({ id }) => id === vote.member) &&
      (vote.isWaiting || Date.now() - vote.at > UNDER_WAY_MS),
  );
  return [...own, ...others];
}

/**
 * @param {Page} page
 * @param {import("./ledger.js").Ledger} ledger
 * @returns {Promise<ApiError | null>} why the rest waits on
 */
async function sendAll(page, ledger) {
  /** @type {KeptVote[]} */
  const sent = [];
  for (const vote of waiting(page, ledger)) {
    const trouble = await send(page, ledger, vote, sent);
    if (trouble) return trouble;
  }
  saySent(page, sent);
  return null;
}

/**
 * @param {Page} page
 * @param {import("./ledger.js").Ledger} ledger
 * @param {KeptVote} vote
 * @param {KeptVote[]} sent
 * @returns {Promise<ApiError | null>}
 */
async function send(page, ledger, vote, sent) {
  if (vote.isLasting && !readAgain(vote)) {
    vote.isLasting = false; // sent by another tab, which is heard of soon; or the reader has emptied the storage
    return null;
  }
  try {
    if (isAnotherFilm(page, vote)) throw new ApiError("not-found", { status: 404 });
    await (isOwn(page, vote) ? sendOwn(page, vote) : sendFor(vote));
    sent.push(vote);
    return null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const isLater = isPassing(error) || error.slug === "unauthenticated";
    if (isPassing(error) && isOwn(page, vote)) ledger.hold(vote.id);
    else if (!isLater) await refuse(page, vote, error);
    else if (!isPassing(error)) await unseat(page, vote, error);
    return isLater ? error : null;
  }
}

/** Since the vote a backup was restored, which has given the id to another. @param {Page} page @param {KeptVote} vote */
function isAnotherFilm({ state }, { id, created }) {
  const proposal = state().open?.find((each) => each.id === id);
  return Boolean(proposal && created && proposal.created_at !== created);
}

/** What is tapped meanwhile follows. @param {Page} page @param {KeptVote} vote */
async function sendOwn(page, { id }) {
  const { flying } = page;
  const flight = deliver(page, id, flying);
  flying.set(
    id,
    flight.catch(() => {}),
  );
  await flight.finally(() => flying.delete(id));
}

/** @param {KeptVote} vote */
async function sendFor(vote) {
  await api.vote(vote.id, vote.voted, vote.member);
  erase(vote);
}

/** Its member's session has ended: it stays until they sign in again. @param {Page} page @param {KeptVote} vote @param {ApiError} error */
async function unseat(page, vote, error) {
  if (isOwn(page, vote)) await complain(page, error);
  else await loadClub(page).catch(() => {});
}

/** @param {Page} page @param {KeptVote} vote @param {ApiError} error */
async function refuse(page, vote, error) {
  const kept = error.params.joined_to;
  const isDone = !kept && error.status === 409 && (await isAsWished(vote));
  close(page, vote);
  if (kept && isOwn(page, vote)) await cast(page, kept, vote.voted);
  else if (kept) write({ ...vote, id: kept, created: "" });
  else if (!isDone) await sayRefused(page, vote, error);
}

/** @param {Page} page @param {KeptVote} vote */
function close(page, vote) {
  if (isOwn(page, vote)) page.dispatch({ type: "refused", id: vote.id });
  else erase(vote);
}

/** It landed at the first try, and only the answer was lost. @param {KeptVote} vote */
async function isAsWished({ id, voted, member }) {
  try {
    const proposal = await api.proposal(id);
    return (proposal.voters ?? []).some((voter) => voter.id === member) === voted;
  } catch {
    return false;
  }
}
