/** Who clicks twice has moved no further, and taken no longer. */
const NEAR_PX = 24;
const SOON_MS = 500;

/** What one presses, or else what was hit. @param {Element} node */
const pressedOf = (node) => node.closest("a, button, summary, input, select, label") ?? node;

/**
 * A double click means one press. Its second click neither undoes what the first has done, nor
 * presses what has come under the pointer because of it.
 * @param {Pick<EventTarget, "addEventListener">} target of all clicks
 */
export function takeDoubleClicksAsOne(target) {
  /** @type {{on: Element | null, x: number, y: number}} */
  let first = { on: null, x: 0, y: 0 };
  let last = -Infinity;

  /** @param {any} event */
  function notice(event) {
    const { detail, pointerType, timeStamp: now, clientX: x, clientY: y } = event;
    if (pointerType === "touch") return; // two taps close together may both be meant
    const on = pressedOf(event.target);
    const isNear = Math.hypot(x - first.x, y - first.y) <= NEAR_PX;
    const isSoon = now - last < SOON_MS;
    last = now;
    if (detail < 2 || !isNear || !isSoon) {
      first = { on, x, y };
      return;
    }
    if (on === first.on && !on.matches("button, summary")) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Who has typed in between means the next click. */
  const typed = () => (last = -Infinity);

  target.addEventListener("click", notice, { capture: true });
  for (const type of ["input", "keydown"]) target.addEventListener(type, typed, { capture: true });
}
