const GLIDE = { duration: 420, easing: "cubic-bezier(0.2, 0.7, 0.2, 1)" };

const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Where the page begins. */
export const toTop = () => scrollTo({ top: 0, behavior: isCalm() ? "auto" : "smooth" });

/** @param {DOMRect} box */
const isSeen = (box) => box.bottom > 0 && box.top < innerHeight;

/**
 * Lets elements glide from where they are to where a change puts them.
 * @param {Iterable<HTMLElement>} elements
 * @param {() => void} change
 */
export function glide(elements, change) {
  if (isCalm()) {
    change();
    return;
  }
  const before = [...elements].map((node) => ({ node, box: node.getBoundingClientRect() }));
  change();
  const moves = before
    .filter(({ node }) => node.isConnected)
    .map(({ node, box }) => ({ node, from: box, to: node.getBoundingClientRect() }))
    .filter(({ from, to }) => (isSeen(from) || isSeen(to)) && (from.x !== to.x || from.y !== to.y));
  for (const { node, from, to } of moves) {
    const start = `translate(${from.x - to.x}px, ${from.y - to.y}px)`;
    node.animate([{ transform: start }, { transform: "none" }], GLIDE);
  }
}

/** @param {Route} route @returns {HTMLElement | null} */
const posterOn = (route) =>
  document.querySelector(route.name === "film" ? ".film-poster .poster" : ".is-passing .poster");

/**
 * Between the vote page and a film's dialog, the card's poster becomes the dialog's and the other
 * way round.
 * @param {Route} from
 * @param {Route} to
 * @param {() => void} change
 */
export function morph(from, to, change) {
  const film = [from, to].find((route) => route.name === "film");
  const passes = film && [from, to].some((route) => route.name === "vote");
  if (!passes || !document.startViewTransition || isCalm()) {
    change();
    return;
  }
  const card = document.querySelector(`#film-${film.id}`);
  card?.classList.add("is-passing");
  name(posterOn(from), "poster");
  const transition = document.startViewTransition(() => {
    name(posterOn(from), "none");
    change();
    name(posterOn(to), "poster");
  });
  const done = () => {
    name(posterOn(to), "none");
    card?.classList.remove("is-passing");
  };
  transition.ready.catch(() => {});
  transition.finished.then(done, done);
}

/** @param {HTMLElement | null} element @param {string} value */
function name(element, value) {
  element?.style.setProperty("view-transition-name", value);
}

const TOUCHES = ["pointerdown", "pointermove", "touchmove", "wheel", "scroll", "keydown"];

/**
 * Knows whether the reader's hand is off the page.
 * @param {Pick<EventTarget, 'addEventListener'>} target
 * @param {number} span ms without a touch that count as still
 * @param {() => void} settled called when it has become still
 * @param {{now: () => number, later: (run: () => void, delay: number) => unknown}} [clock]
 */
export function createStillness(target, span, settled, clock = browserClock) {
  let touched = -Infinity;
  let waiting = false;

  const still = () => clock.now() - touched >= span;

  function check() {
    waiting = false;
    if (still()) settled();
    else watch();
  }

  function watch() {
    if (waiting) return;
    waiting = true;
    clock.later(check, span - (clock.now() - touched));
  }

  function touch() {
    touched = clock.now();
    watch();
  }

  for (const type of TOUCHES)
    target.addEventListener(type, touch, { passive: true, capture: true });
  return { still };
}

const browserClock = {
  now: () => performance.now(),
  later: (/** @type {() => void} */ run, /** @type {number} */ delay) => setTimeout(run, delay),
};
