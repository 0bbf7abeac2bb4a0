import { greetAgain } from "../actions.js";
import { browserClock } from "../browser_clock.js";
import { filmOf, films, isClosed, isInside, seatOf } from "../state.js";
import { counted } from "../tally.js";

/** Many pages hear of a change at once. Each waits a while of its own before it asks. */
const CHANCE_MS = 300;
/** A screen reader hears of this much time in one go. */
const TOGETHER_MS = 3_000;

/**
 * Whose events the page wants, once it has a list: 0 where names are told, 1 where they are not, and
 * whose turn it is.
 * @param {State} state
 */
export const listenerOf = (state) =>
  state.club === null || state.open === null || isClosed(state)
    ? ""
    : `${isInside(state.club) ? 0 : 1} ${seatOf(state)} ${state.turn}`;

/**
 * Shows what the stream says. A count is shown at once. After any other event the page asks for the list,
 * which costs little if nothing in it is new.
 * @param {Page} page
 * @param {() => void} ask
 * @param {import("../browser_clock.js").Clock} [clock]
 */
export function createTidings({ state, dispatch, moment }, ask, clock = browserClock) {
  const moved = new Set();
  /** @type {unknown} */
  let asking = null;

  function soon() {
    if (asking !== null) return;
    asking = clock.later(() => {
      asking = null;
      ask();
    }, clock.chance() * CHANCE_MS);
  }

  /** The list is as new as the stream, and nothing says that the server is away. */
  function known() {
    clock.cancel(asking);
    asking = null;
  }

  function speak() {
    const text = counted(films(state()).filter(({ id }) => moved.has(id)));
    moved.clear();
    if (text) dispatch({ type: "spoken", text });
  }

  /** @param {any} told */
  function count(told) {
    const id = told.proposal_id;
    const before = filmOf(state(), id);
    dispatch({ type: "counted", ...told, heard: moment() });
    const areMissing = before?.voters && !told.voters; // so many names are told by the list alone
    if (state().ballot.get(id)?.landed || areMissing) soon();
    if (before?.vote_count === filmOf(state(), id)?.vote_count) return;
    if (moved.size === 0) clock.later(speak, TOGETHER_MS);
    moved.add(id);
  }

  /** @param {import("./stream.js").Told} event */
  function hear({ kind, ...told }) {
    if (kind === "club" || kind === "reset") greetAgain();
    if (kind === "vote") count(told);
    else if (kind === "hello" && told.version === state().version && !state().trouble) known();
    else soon();
  }

  return { hear, soon };
}
