// DESIGN: a vote that can't reach the server waits. It stays in the ballot, on top of the list, with a
// mark. ledger.js keeps it in the browser's storage, for the member who cast it. Once the server answers
// again, sending.js sends it, always as that member (`Marquee-Seat`). Sending it twice does no harm. All
// this comes with offline.js, a moment after the page. Until then main.js writes down what the reader
// wishes. Without its words a vote without a connection is refused, as it always was.
import { ApiError } from "../api.js";
import { memberOf } from "../state.js";
import { loadStyle } from "../style.js";
import { loadWords } from "../words/say.js";
import { takeLost } from "./kept.js";
import { createLedger } from "./ledger.js";
import { sayKept, sayLeft } from "./saying.js";
import { createSender, isPassing } from "./sending.js";

/** A tab on screen goes first, so that somebody sees what it says. */
const HIDDEN_MS = 4_000;

const fetchParts = () => Promise.all([loadWords(["away"]), loadStyle("/styles/waiting.css")]);

/**
 * Loads all that shows a waiting vote, before the connection goes.
 * @param {() => Promise<unknown>} load
 */
function createParts(load) {
  /** @type {Promise<boolean> | null} */
  let coming = null;
  const fail = () => {
    coming = null;
    return false;
  };
  return () => (coming = coming ?? load().then(() => true, fail));
}

/**
 * @param {Page} page
 * @param {() => Promise<void>} ask asks for the list anew
 * @param {() => Promise<unknown>} [load]
 */
export function createQueue(page, ask, load = fetchParts) {
  const { state } = page;
  const ledger = createLedger(page);
  const sender = createSender(page, ledger);
  const prepare = createParts(load);
  let reason = "";
  takeLost();

  /** @param {number} id @param {unknown} error */
  async function waits(id, error) {
    if (!(error instanceof ApiError) || !isPassing(error) || !(await prepare())) return false;
    if (error.isLate() || !state().ballot.has(id)) return false;
    ledger.hold(id);
    const all = ledger.votes().filter(({ isWaiting }) => isWaiting);
    const vote = all.find((each) => each.id === id);
    if (vote) sayKept(page, vote, error, all.length === 1 || error.slug !== reason);
    reason = error.slug;
    sender.rest(error);
    return true;
  }

  async function takeAll() {
    const { turn } = state();
    if (!(await prepare()) || turn !== state().turn) return;
    ledger.takeAll();
    if (isFresh(state())) sender.flush();
  }

  addEventListener("online", () => document.hidden && sender.later(HIDDEN_MS));
  addEventListener("storage", (event) => ledger.hear(event, ask));
  return { waits, note: createNote(page, ledger, { flush: sender.flush, takeAll }) };
}

/** The list has come from the server. @param {State} state */
const isFresh = ({ open, saved, trouble }) => open !== null && saved === null && trouble === null;

/**
 * Follows the page: who is here, what they want, and whether the server has been heard.
 * @param {Page} page
 * @param {import("./ledger.js").Ledger} ledger
 * @param {{flush(): void, takeAll(): void}} then
 */
function createNote(page, ledger, then) {
  const { state } = page;
  /** @type {Member | null} */
  let member = null;
  let turn = -1;
  let heard = state().since;

  function pass() {
    const before = member;
    member = memberOf(state());
    turn = state().turn;
    ledger.clear();
    if (member) then.takeAll();
    else if (before) sayLeft(page, before);
  }

  return () => {
    if (memberOf(state())?.id !== member?.id || turn !== state().turn) pass();
    if (member) ledger.mirror();
    const isNews = heard !== state().since;
    heard = state().since;
    if (isNews && member && isFresh(state())) then.flush();
  };
}
