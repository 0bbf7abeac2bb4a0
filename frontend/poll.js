import { browserClock } from "./browser_clock.js";

/**
 * @typedef {object} Window
 * @property {Pick<Document, 'hidden' | 'addEventListener'>} page
 * @property {Pick<globalThis.Window, 'addEventListener'>} window
 *
 * @typedef {Window & Pick<import("./browser_clock.js").Clock, "later" | "cancel">} Surroundings
 */

/**
 * @typedef {object} Club
 * @property {() => Promise<boolean>} ask whether the server answered
 * @property {() => boolean} awaits whether it will soon know more
 * @property {() => boolean} tells whether it says so by itself when there is something new
 *
 * @typedef {{soon: number, pause: number, longest: number}} Pace in ms
 */

/** @type {() => Surroundings} */
const browser = () => ({ page: document, window, ...browserClock });

/**
 * How long to wait for the next question, after an answer or a failure.
 * @param {Club} club
 * @param {Pace} pace
 */
function createPace({ awaits, tells }, { soon, pause, longest }) {
  let step = soon;
  let failures = 0;

  /** Something new is awaited. */
  function quicken() {
    step = soon;
  }

  /** @param {boolean} answered */
  function after(answered) {
    failures = answered ? 0 : failures + 1;
    if (!answered) return Math.min(pause * 2 ** failures, longest);
    if (!awaits()) quicken();
    const usual = tells() ? longest : pause;
    if (!awaits()) return usual;
    const next = step;
    step = Math.min(step * 2, usual);
    return next;
  }

  return { quicken, after, hasFailed: () => failures > 0 };
}

/**
 * Asks again and again while the page is seen: every `pause` ms, twice as slow after each failure
 * up to `longest`, at once when the reader comes back, also to a page that the browser has kept.
 * While something is awaited it begins with `soon` ms, and slows down to its usual pace, which is
 * `longest` for as long as the page is told what happens. Never two questions at a time.
 * @param {Club} club
 * @param {Pace} pace
 * @param {Surroundings} [surroundings]
 */
export function createPoll(club, pace, surroundings = browser()) {
  const { page, window, later, cancel } = surroundings;
  const { quicken, after, hasFailed } = createPace(club, pace);
  let delay = pace.pause;
  let asking = false;
  let again = false;
  /** @type {unknown} */
  let timer = null;

  function schedule() {
    cancel(timer);
    timer = page.hidden ? null : later(now, delay);
  }

  /** Something new is awaited, or the usual pace is another; a server that was away may be there again. */
  function hurry() {
    quicken();
    if (asking) return;
    delay = hasFailed() ? pace.soon : after(true);
    schedule();
  }

  async function now() {
    again = asking;
    if (asking || page.hidden) return;
    asking = true;
    cancel(timer);
    const answered = await club.ask();
    asking = false;
    delay = after(answered);
    if (again) await now();
    else schedule();
  }

  page.addEventListener("visibilitychange", now);
  for (const type of /** @type {const} */ (["focus", "online"])) window.addEventListener(type, now);
  window.addEventListener("pageshow", (event) => event.persisted && now());
  return { now, hurry };
}
