// The keys of a television's remote, and of a keyboard.

/** What "back" is called: by a keyboard, by Android, by televisions. */
const BACK = new Set(["Escape", "BrowserBack", "GoBack", "XF86Back"]);
/** The same on webOS and Tizen, where the key may have no name. */
const BACK_CODES = new Set([461, 10009]);
const PRESS = new Set(["Select", "Accept"]);

/** @type {Record<string, [number, number]>} */
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The middle of a button; of a film's button, the middle of its poster. @param {Element} node */
function middleOf(node) {
  const seen = node.querySelector(".show-frame") ?? node;
  const { left, top, width, height } = seen.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2, isSeen: width > 0 };
}

/**
 * How far away something is in that direction; Infinity if it lies in another one. What lies straight ahead
 * counts as nearer than what lies to the side.
 * @param {{x: number, y: number}} from @param {{x: number, y: number}} to @param {[number, number]} way
 */
export function distance(from, to, [x, y]) {
  const ahead = (to.x - from.x) * x + (to.y - from.y) * y;
  const aside = Math.abs((to.x - from.x) * y + (to.y - from.y) * x);
  return ahead > 1 ? ahead + 2 * aside : Infinity;
}

/** @param {HTMLElement} dom @param {[number, number]} way */
function goOn(dom, way) {
  const all = [...dom.querySelectorAll("button")].filter((each) => middleOf(each).isSeen);
  const now = all.find((each) => each === document.activeElement);
  if (!now) {
    all.find((each) => each.matches(".show"))?.focus();
    return;
  }
  const from = middleOf(now);
  const far = all.map((each) => ({ each, by: distance(from, middleOf(each), way) }));
  const [next] = far.filter(({ by }) => by < Infinity).sort((a, b) => a.by - b.by);
  next?.each.focus();
}

/** @param {KeyboardEvent} event */
const isBack = ({ key, keyCode }) => BACK.has(key) || BACK_CODES.has(keyCode);

/** @param {KeyboardEvent} event */
const hasModifier = ({ altKey, ctrlKey, metaKey, shiftKey }) =>
  altKey || ctrlKey || metaKey || shiftKey;

/**
 * @param {HTMLElement} dom what the arrows lead through
 * @param {{back: () => void, turn: (step: number) => boolean}} acts turn: goes to the film before or
 *   after, if one fills the screen
 */
export function createRemote(dom, { back, turn }) {
  /** @param {KeyboardEvent} event */
  function listen(event) {
    const arrow = ARROWS[event.key];
    if (hasModifier(event) || (!isBack(event) && !arrow && !PRESS.has(event.key))) return;
    event.preventDefault();
    if (isBack(event)) back();
    else if (!arrow) /** @type {HTMLElement | null} */ (document.activeElement)?.click();
    else if (!turn(arrow[0] + arrow[1])) goOn(dom, arrow);
  }

  return {
    start: () => document.addEventListener("keydown", listen),
    stop: () => document.removeEventListener("keydown", listen),
  };
}
