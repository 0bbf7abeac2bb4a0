import * as api from "./api.js";
import { ApiError } from "./api.js";
import { hasVoted } from "./ballot.js";
import { pathOf } from "./root.js";
import { membersOnly } from "./router.js";
import { seatNow } from "./seat.js";
import { filmOf, hasOthers, isClosed, isInside, memberOf, ownCount } from "./state.js";
import { titleOf } from "./tally.js";
import { because, explain, oneLine, wordsFor } from "./errors.js";
import { say } from "./words/say.js";

/** For how long something said in passing stays, in milliseconds. */
export const READING_TIME = 8_000;
/** A page that stays open learns in this time that the club, or what its reader may do, has changed. */
const NEWS_TIME = 60_000;
let greetedAt = Infinity;

/** The club has changed: it is asked for again with the next list. */
export const greetAgain = () => (greetedAt = 0);

/** So much time without an answer passes unsaid. */
const QUIET_TIME = 3_000;

/** What is kept for times without a connection; null where its program doesn't come. */
export const keeping = () => import("./offline.js").catch(() => null);

/**
 * @param {Page} page
 * @param {string} text
 * @param {{tone?: Toast['tone'], action?: Toast['action']}} [options]
 */
export function toast({ dispatch, moment }, text, { tone = "news", action = null } = {}) {
  const id = moment();
  dispatch({ type: "toast", toast: { id, text, tone, action } });
  setTimeout(() => dispatch({ type: "toast-gone", id }), READING_TIME);
}

/**
 * Says what went wrong with something that has no place of its own for it. Whoever has left, or has
 * signed in anew since, is told nothing.
 * @param {Page} page
 * @param {unknown} error
 * @param {{outcome?: string | null, errand?: Errand}} [about] what has not come about, as it goes on
 *   after "so", and what to do once the member has signed in again
 */
export async function complain(page, error, { outcome, errand } = {}) {
  if (!(error instanceof ApiError)) throw error;
  const words = wordsFor(error);
  if (words) await words;
  if (error.isLate()) return;
  const isOver = error.slug === "unauthenticated";
  const said = complaint(error, outcome ?? null, isOver);
  if (!isOver) {
    toast(page, said, { tone: "trouble" });
    return;
  }
  const to = called(page);
  endSession(page);
  refresh(page);
  sayOut(page, to(said), signInAgain(page, errand), errand);
}

/** Where several sit, whose seat is gone is said. @param {Page} page @returns {(words: string) => string} */
function called({ state }) {
  const name = hasOthers(state()) ? (memberOf(state())?.name ?? "") : "";
  return (words) => (name ? say("called", { name, words }) : words);
}

/**
 * In a club that is closed to visitors the door says it, where a toast would lie over the form.
 * @param {Page} page
 * @param {string} why
 * @param {Toast["action"]} action
 * @param {Errand} [errand]
 */
function sayOut(page, why, action, errand = {}) {
  if (isClosed(page.state())) page.dispatch({ type: "errand", errand: { ...errand, why } });
  else toast(page, why, { tone: "trouble", action });
}

/** @param {ApiError} error @param {string | null} outcome @param {boolean} hasButton what to do next */
function complaint(error, outcome, hasButton) {
  if (outcome) return because(error, outcome);
  return hasButton ? explain(error).title : oneLine(error);
}

/** @param {Page} page @param {Errand} [errand] */
function signInAgain(page, errand = {}) {
  const { route } = page.state();
  const back = membersOnly(route) ? { path: pathOf(location.pathname) } : {};
  return { label: say("sign-in.again"), run: () => signInFirst(page, { ...back, ...errand }) };
}

/** The page becomes a visitor's. @param {Page} page */
export function endSession(page) {
  const { club } = page.state();
  api.forget();
  keeping().then((kept) => kept?.eraseKept(club));
  page.flying = new Map();
  page.dispatch({ type: "signed-out", at: page.moment() });
}

/** @param {Page} page @param {Errand} errand what to do afterwards */
function signInFirst({ dispatch, go }, errand) {
  dispatch({ type: "errand", errand });
  go("/sign-in");
}

/** A film that is not on the list is asked for by itself. @param {Page} page @param {number} id */
export async function showFilm(page, id) {
  if (page.state().open?.some((proposal) => proposal.id === id)) return;
  page.dispatch({ type: "asked", id });
  await askFor(page, id);
}

/** @param {Page} page @param {number} id */
async function askFor({ state, dispatch }, id) {
  const { turn } = state();
  /** @type {Action} */
  let told;
  try {
    told = { type: "told", proposal: await api.proposal(id) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    told = { type: "not-told", id, error };
  }
  if (turn === state().turn) dispatch(told);
}

/** Who is here. @param {Page} page */
export async function loadClub(page) {
  await loadDoor(page);
  await loadMe(page);
}

/**
 * Another tab may have signed somebody in. The answer may come when the reader has become another, or
 * be the one that the document has asked for (index.html), which is for whoever was chosen last.
 * @param {Page} page
 */
async function loadDoor(page, isAgain = false) {
  const seat = seatNow();
  const { turn } = page.state();
  const club = await api.club();
  if (seat !== seatNow() || turn !== page.state().turn) return loadDoor(page);
  const isOthers = Boolean(seat) && club.member?.id !== seat;
  if (isOthers && isAgain) throw new ApiError("unauthenticated");
  if (isOthers) return loadDoor(page, true);
  if (club.member?.id !== memberOf(page.state())?.id) page.flying = new Map();
  greetedAt = Date.now();
  page.dispatch({ type: "club", club });
}

/** @param {Page} page */
async function loadMe({ state, dispatch }) {
  if (memberOf(state())) dispatch({ type: "me", me: await api.me() });
}

/**
 * All at once; but the page knows whose it is before it shows a film, so that nothing moves down.
 * @param {Page} page
 */
async function loadAll(page) {
  const door = loadDoor(page);
  await Promise.all([door.then(() => loadMe(page)), loadList(page, door)]);
}

/** @param {Page} page @param {Promise<void>} [first] what is to be known before the list */
async function loadList(page, first) {
  const at = page.moment();
  const [{ items, tonight, version }] = await Promise.all([api.openProposals(), first]);
  await page.ready(tonight);
  await followFilm(page, items);
  const { open } = page.state();
  const own = ownCount(page.state());
  page.dispatch({ type: "listed", items, tonight, version, at });
  const isLess = open !== null && (items.length < open.length || ownCount(page.state()) < own);
  if (isLess) await loadMe(page);
  if (isForSomebodyElse(page, items)) await loadClub(page);
}

/** The film that is being read has left the list: it says why. @param {Page} page @param {readonly Proposal[]} items */
async function followFilm(page, items) {
  const { route } = page.state();
  if (route.name !== "film" || items.some(({ id }) => id === route.id)) return;
  if (filmOf(page.state(), route.id)?.status === "open") await askFor(page, route.id);
}

/**
 * Another tab has signed in or out: only members are told who voted.
 * @param {Page} page
 * @param {readonly Proposal[]} items
 */
function isForSomebodyElse({ state }, items) {
  const { club } = state();
  return club !== null && items.length > 0 && "voters" in items[0] !== isInside(club);
}

/**
 * Asks what is new.
 * @param {Page} page
 * @param {boolean} [isBack] the reader may be another by now: another tab has signed out, and in again
 * @returns {Promise<boolean>} whether to keep the pace of asking
 */
export async function refresh(page, isBack = false) {
  const { state } = page;
  try {
    if (isClosed(state())) await loadClub(page);
    if (isClosed(state())) return false;
    const { club, saved, isLeft } = state();
    const isOld = Date.now() - greetedAt > NEWS_TIME;
    const isSure = !isBack && !isOld && club !== null && saved === null && !isLeft;
    await (isSure ? loadList(page) : loadAll(page));
    for (const ask of page.asks) await ask();
    calm();
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.isLate()) return true;
    if (error.slug === "unauthenticated") {
      calm();
      return lockedOut(page);
    }
    if (state().open === null && isAway(error)) await recall(page);
    await wordsFor(error);
    tell(page, error);
    return false;
  }
}

/** @type {ReturnType<typeof setTimeout> | null} */
let telling = null;

/** What was wrong is not told any more: there is an answer. */
function calm() {
  clearTimeout(telling ?? 0);
  telling = null;
}

/**
 * Who looks at a list need not know of a server that starts again, or of a moment without a network.
 * @param {Page} page
 * @param {ApiError} error
 */
function tell({ state, dispatch }, error) {
  const { open, saved, trouble } = state();
  const show = () => {
    telling = null;
    if (!error.isLate()) dispatch({ type: "trouble", error });
  };
  if (open === null || saved !== null || trouble !== null) show();
  else telling = telling ?? setTimeout(show, QUIET_TIME);
}

/** @param {ApiError} error */
const isAway = ({ status }) => status === 0 || status >= 500;

/** Shows the list that was kept, for want of another. @param {Page} page */
async function recall({ state, dispatch }) {
  const kept = (await (await keeping())?.recallKept(seatNow())) ?? null;
  if (kept && state().open === null) dispatch({ type: "recalled", kept });
}

/**
 * An ended session is cleared by the refusal itself: the next question is a visitor's.
 * @param {Page} page
 */
async function lockedOut(page) {
  const wasMember = memberOf(page.state()) !== null || Boolean(seatNow());
  const to = called(page);
  const action = signInAgain(page);
  endSession(page);
  try {
    await loadClub(page);
    if (wasMember) sayOut(page, to(say("signed-out")), action);
    if (isClosed(page.state())) return false;
    await loadList(page);
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (!error.isLate()) page.dispatch({ type: "trouble", error });
    return false;
  }
}

/** One tap. @param {Page} page @param {number} id */
export function toggle(page, id) {
  const member = memberOf(page.state());
  const proposal = filmOf(page.state(), id);
  if (proposal?.tonight) toast(page, oneLine(new ApiError("votes-frozen")));
  else if (!member) signInFirst(page, { vote: id });
  else if (proposal) vote(page, id, !hasVoted(proposal, member));
}

/**
 * At once on the page, then on the server; one request per film at a time.
 * @param {Page} page
 * @param {number} id
 * @param {boolean} voted
 */
export async function vote(page, id, voted) {
  const { dispatch, flying } = page;
  dispatch({ type: "wished", id, voted });
  speak(page, id, voted);
  if (flying.has(id)) return;
  const flight = fly(page, id, voted);
  flying.set(id, flight);
  await flight;
}

/**
 * Until the vote has landed, is refused, or waits for a better time.
 * @param {Page} page
 * @param {number} id
 * @param {boolean} voted
 */
async function fly(page, id, voted) {
  const { dispatch, flying } = page;
  try {
    await deliver(page, id, flying);
  } catch (error) {
    if ((await page.waits(id, error)) || isAnothers(page, flying)) return;
    const proposal = filmOf(page.state(), id);
    dispatch({ type: "refused", id });
    const kept = error instanceof ApiError ? error.params.joined_to : null;
    if (kept) await vote(page, kept, voted);
    else
      complain(page, error, {
        outcome: proposal && unsaved(titleOf(proposal), voted),
        errand: voted ? { vote: id } : {},
      });
  } finally {
    flying.delete(id);
  }
}

/** @param {string} title @param {boolean} voted */
const unsaved = (title, voted) => say(voted ? "vote.unsaved" : "vote.still", { title });

/** Whether what flew there is a former member's. @param {Page} page @param {Page['flying']} flying */
const isAnothers = (page, flying) => flying !== page.flying && memberOf(page.state()) !== null;

/**
 * Until the server has the last wish: there may be a newer one by the time it answers.
 * @param {Page} page
 * @param {number} id
 * @param {Page['flying']} flying
 */
export async function deliver(page, id, flying) {
  const { state, dispatch, moment } = page;
  const voted = state().ballot.get(id)?.voted;
  if (voted === undefined) return;
  const answer = await api.vote(id, voted);
  if (isAnothers(page, flying)) return;
  dispatch({ type: "confirmed", id, voted: answer.voted, count: answer.vote_count, at: moment() });
  if (state().ballot.get(id)?.voted !== answer.voted) await deliver(page, id, flying);
}

/** @param {Page} page @param {number} id @param {boolean} voted */
function speak({ state, dispatch }, id, voted) {
  const proposal = filmOf(state(), id);
  if (!proposal) return;
  const votes = say("votes", { count: proposal.vote_count });
  const key = voted ? "spoken.voted" : "spoken.took-back";
  dispatch({ type: "spoken", text: say(key, { title: titleOf(proposal), votes }) });
}
