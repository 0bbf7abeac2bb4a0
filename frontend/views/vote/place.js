// DESIGN: the list never moves what the reader looks at. While its top is out of sight, every change
// is followed by a scroll, in the same frame, that puts one card back to where it was: the one that
// was touched last, or the first in sight. A new order is drawn by itself only where it leaves the
// cards in sight alone, or at the top of the list with no hand on it; otherwise the reader is
// offered it. The browser's own anchoring (overflow-anchor) is off: it follows cards that move.
import { on } from "../../dom.js";

const HANDHELD = "(pointer: coarse), (max-width: 699px)";

/** @param {Element} card */
function isSeen(card) {
  const { top, bottom } = card.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** @param {Element} node */
const topOf = (node) => node.getBoundingClientRect().top;

/** @param {string} card the id of its element @param {State} state */
const slotOf = (card, { shown }) => shown.indexOf(Number(card.replace("film-", "")));

/**
 * @param {HTMLElement} room with everything that scrolls; the bar is its first child
 * @param {HTMLElement} bar sticks to the top of the window once the list's top is above it
 */
export function createPlace(room, bar) {
  /** The card that was touched last, by its id: it is made anew when it changes between stage and grid. */
  let touched = "";

  for (const type of ["pointerdown", "focusin"])
    on(room, type, ({ target }) => {
      touched = target.closest(".card")?.id ?? touched;
    });

  const isAtTop = () => topOf(bar) > 0;

  /** Ids of the cards in sight, the one that was touched last first. */
  function anchors() {
    const seen = [...room.querySelectorAll(".card")].filter(isSeen).map(({ id }) => id);
    return seen.includes(touched) ? [touched, ...seen] : seen;
  }

  /** @param {() => void} change */
  function hold(change) {
    if (isAtTop()) {
      change();
      return;
    }
    const before = anchors().map((id) => ({ id, top: topOf(cardOf(id)) }));
    change();
    const kept = before.find(({ id }) => document.getElementById(id));
    const by = kept ? topOf(cardOf(kept.id)) - kept.top : 0;
    if (by !== 0) scrollBy(0, by);
  }

  /** Whether the page may take on an order by itself. @param {State} state @param {State} next */
  function mayBecome(state, next) {
    if (!room.isConnected) return true;
    if (document.querySelector("dialog[open]") || matchMedia(HANDHELD).matches) return false;
    const stays = (/** @type {string} */ id) =>
      state.staged === next.staged && slotOf(id, state) === slotOf(id, next);
    const inHand = anchors().filter((id) => id === touched && cardOf(id).matches(":hover"));
    return (isAtTop() ? inHand : anchors()).every(stays);
  }

  /** Shows the first film under the bar. @param {() => void} change */
  function toStart(change) {
    change();
    if (!isAtTop()) scrollTo(0, topOf(room) + scrollY);
  }

  /** Whoever has pressed what goes away reads on at the card that stayed. */
  function focus() {
    const [id] = anchors();
    if (id) cardOf(id).querySelector("a")?.focus({ preventScroll: true });
  }

  return { hold, mayBecome, toStart, focus };
}

/** @param {string} id */
const cardOf = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
