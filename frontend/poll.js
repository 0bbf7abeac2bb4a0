/**
 * @typedef {object} Surroundings
 * @property {Pick<Document, 'hidden' | 'addEventListener'>} page
 * @property {Pick<Window, 'addEventListener'>} window
 * @property {(run: () => void, delay: number) => unknown} later
 * @property {(timer: any) => void} cancel
 */

/** @type {() => Surroundings} */
const browser = () => ({
  page: document,
  window,
  later: (run, delay) => setTimeout(run, delay),
  cancel: clearTimeout,
});

/**
 * Asks again and again while the page is seen: every `pause` ms, twice as slow after each failure
 * up to `longest`, at once when the reader comes back, also to a page that the browser has kept.
 * While something is awaited it begins with `soon` ms, and slows down to `pause`. Never two
 * questions at a time.
 * @param {{ask: () => Promise<boolean>, awaits: () => boolean}} club whether the server answered,
 *   and whether it will soon know more
 * @param {{soon: number, pause: number, longest: number}} pace
 * @param {Surroundings} [surroundings]
 */
export function createPoll({ ask, awaits }, { soon, pause, longest }, surroundings = browser()) {
  const { page, window, later, cancel } = surroundings;
  let delay = pause;
  let step = soon;
  let asking = false;
  let again = false;
  /** @type {unknown} */
  let timer = null;

  function schedule() {
    cancel(timer);
    timer = page.hidden ? null : later(now, delay);
  }

  /** @param {boolean} answered */
  function slow(answered) {
    if (!answered) return Math.min(Math.max(delay, pause) * 2, longest);
    const next = awaits() ? step : pause;
    step = awaits() ? Math.min(step * 2, pause) : soon;
    return next;
  }

  /** Something new is awaited. */
  function hurry() {
    step = soon;
    if (asking) return;
    delay = slow(true);
    schedule();
  }

  async function now() {
    again = asking;
    if (asking || page.hidden) return;
    asking = true;
    cancel(timer);
    const answered = await ask();
    asking = false;
    delay = slow(answered);
    if (again) await now();
    else schedule();
  }

  page.addEventListener("visibilitychange", now);
  for (const type of /** @type {const} */ (["focus", "online"])) window.addEventListener(type, now);
  window.addEventListener("pageshow", (event) => event.persisted && now());
  return { now, hurry };
}
