const GLIDE = { duration: 420, easing: "cubic-bezier(0.2, 0.7, 0.2, 1)" };

export const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

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

/** The page scrolls by itself, too. */
export const TOUCHES = ["pointerdown", "pointermove", "touchmove", "wheel", "keydown"];

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

  for (const type of [...TOUCHES, "scroll"])
    target.addEventListener(type, touch, { passive: true, capture: true });
  return { still };
}

const browserClock = {
  now: () => performance.now(),
  later: (/** @type {() => void} */ run, /** @type {number} */ delay) => setTimeout(run, delay),
};
