import { browserClock } from "./browser_clock.js";

const HEARING = { passive: true, capture: true };
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
  const placeOf = (/** @type {HTMLElement} */ node) => node.getBoundingClientRect();
  const before = isCalm() ? [] : [...elements].map((node) => ({ node, from: placeOf(node) }));
  change();
  const moves = before
    .map(({ node, from }) => ({ node, from, to: placeOf(node) }))
    .filter(({ node, from, to }) => node.isConnected && (isSeen(from) || isSeen(to)))
    .filter(({ from, to }) => from.x !== to.x || from.y !== to.y);
  for (const { node, from, to } of moves) {
    const start = `translate(${from.x - to.x}px, ${from.y - to.y}px)`;
    node.animate({ transform: [start, "none"] }, GLIDE);
  }
}

/** The page scrolls by itself, too. */
const TOUCHES = ["pointerdown", "pointermove", "touchmove", "wheel", "keydown"];

/**
 * Tells of whatever the reader's hand does. Chromium says that the pointer has moved also where the page
 * has come under it: then it is where it was.
 * @param {Pick<EventTarget, 'addEventListener' | 'removeEventListener'>} target
 * @param {() => void} touched
 * @returns {() => void} ends it
 */
export function onTouch(target, touched) {
  let place = "";

  /** @param {any} event */
  function hear({ type, screenX, screenY }) {
    const before = place;
    if (type === "pointermove") place = `${screenX} ${screenY}`;
    if (type !== "pointermove" || (before && before !== place)) touched();
  }

  for (const type of TOUCHES) target.addEventListener(type, hear, HEARING);
  return () => TOUCHES.forEach((type) => target.removeEventListener(type, hear, HEARING));
}

/**
 * Knows whether the reader's hand is off the page.
 * @param {Parameters<typeof onTouch>[0]} target
 * @param {number} span ms without a touch that count as still
 * @param {() => void} settled called when it has become still
 * @param {Pick<import("./browser_clock.js").Clock, "later" | "cancel">} [clock]
 */
export function createStillness(target, span, settled, { later, cancel } = browserClock) {
  /** @type {unknown} */
  let timer = null;

  function rest() {
    timer = null;
    settled();
  }

  function touch() {
    cancel(timer);
    timer = later(rest, span);
  }

  onTouch(target, touch);
  target.addEventListener("scroll", touch, HEARING);
  return { still: () => timer === null };
}
