// DESIGN: one tablet goes round. Between two people the curtain is closed: it says whose turn it is, and
// nothing of a ballot is in the document, nor what was said of it. A ballot has no counts and no names,
// so that nobody goes by what the one before has chosen. The round ends by itself: when all have had
// their turn, or when nobody has touched the tablet for a while. Then the page is its starter's again.
import { refresh } from "../../actions.js";
import { memberOf } from "../../state.js";
import { change, missed, sitDown } from "./actions.js";
import { createBallot } from "./turn_ballot.js";
import { createCover, createFinale } from "./turn_cover.js";
import { createRound, roundOf } from "./turn_round.js";
import { createSteps } from "./turn_steps.js";

/** @param {Page} page @param {Member} member */
const isAt = (page, { id }) => memberOf(page.state())?.id === id;

/**
 * They are at the tablet now.
 * @param {Page} page @param {Member} member
 * @returns {Promise<"here" | "gone" | "away">} away: the server could not be asked
 */
async function welcome(page, member) {
  try {
    if (!isAt(page, member)) await sitDown(page, member);
    await refresh(page);
    return "here";
  } catch (error) {
    return (await missed(page, member, error)) ? "gone" : "away";
  }
}

/** The page is theirs again. @param {Page} page @param {Member} member @returns {Promise<boolean>} or nobody's who could be */
async function giveBack(page, member) {
  if (!isAt(page, member)) await change(page, member);
  return isAt(page, member) || !page.state().club?.seats.some(({ id }) => id === member.id);
}

/**
 * Without a connection it is tried again.
 * @param {Page} page @param {Member} starter
 * @param {{now: () => unknown, end: () => void, stay: () => void}} steps
 */
async function finish(page, starter, steps) {
  if ((await giveBack(page, starter)) && steps.now()) steps.end();
  else steps.stay();
}

/**
 * What was said to one, as that a vote was sent, is not for the next one's eyes. What went wrong is told:
 * nobody would hear of it later.
 * @param {Page} page
 * @param {() => boolean} isClosed whether the curtain is
 */
function createHush({ state, dispatch }, isClosed) {
  function run() {
    if (!isClosed()) return;
    const news = state().toasts.filter(({ tone }) => tone === "news");
    for (const { id } of news) dispatch({ type: "toast-gone", id });
    if (state().spoken) dispatch({ type: "spoken", text: "" });
  }

  return () => queueMicrotask(run);
}

/**
 * One tablet, several people, and each ballot for its owner's eyes alone.
 * @param {Verbs} verbs
 */
export function createTurns({ page, toggle }) {
  const round = createRound();
  const cover = createCover({ begin, stop });
  const ballot = createBallot(toggle, next);
  const hush = createHush(page, () => steps.now() === "cover" || steps.now() === "over");
  const steps = createSteps({ cover, ballot, over: createFinale(stop) }, giveUp, hush);

  /** @param {readonly Member[]} seats @param {Member} starter */
  function start(seats, starter) {
    round.start(roundOf(seats, starter));
    call();
  }

  /** The next one. */
  function call() {
    ballot.forget();
    if (!round.isOver()) cover.about(round.now(), round.place());
    steps.go(round.isOver() ? "over" : "cover");
  }

  function next() {
    round.next();
    call();
  }

  async function begin() {
    const they = await welcome(page, round.now());
    if (steps.now() !== "cover" || they === "away") return;
    if (they === "gone") next();
    else ballot.sync(page.state());
    if (they === "here") steps.go("ballot");
  }

  function giveUp() {
    if (steps.now() === "ballot") call();
    else if (steps.now()) stop();
  }

  function stop() {
    return finish(page, round.starter(), steps);
  }

  /** @param {State} state */
  function sync(state) {
    if (steps.now() !== "ballot") hush();
    else if (isAt(page, round.now())) ballot.sync(state);
    else call();
  }

  return { start, sync };
}
