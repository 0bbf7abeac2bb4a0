import { elt, on } from "../dom.js";
import { say } from "../words/say.js";
import { createModal } from "./modal.js";
import { icon } from "./picture.js";

/**
 * Where the reader was on the page, to be given back.
 * @typedef {{x: number, y: number, focused: HTMLElement | null}} Place
 */

/** @returns {Place} */
function placeNow() {
  const { activeElement } = document;
  const focused = activeElement instanceof HTMLElement && activeElement !== document.body;
  return { x: scrollX, y: scrollY, focused: focused ? activeElement : null };
}

/** Who came by a link to the sheet had no place yet. @param {Place} place */
const isArrival = ({ y, focused }) => y === 0 && focused === null;

/** @param {Place} place @param {HTMLElement | null} home */
function giveBack(place, home) {
  (home ?? place.focused)?.focus({ preventScroll: !isArrival(place) });
  if (!isArrival(place)) window.scrollTo(place.x, place.y);
}

/** The page behind stands still. @param {boolean} held */
function holdPage(held) {
  const root = document.documentElement;
  if (held) root.style.setProperty("--gutter", `${innerWidth - root.clientWidth}px`);
  root.classList.toggle("has-sheet", held);
}

/**
 * The dialog's box, with every way out of it.
 * @param {string} name
 * @param {HTMLElement} title
 * @param {() => void} leave
 * @param {Node[]} children
 */
function createFrame(name, title, leave, children) {
  title.id = `${name}-title`;
  title.tabIndex = -1;
  const close = elt(
    "button",
    { class: "sheet-close", type: "button", "aria-label": say("sheet.close") },
    icon("close"),
  );
  const dom = elt(
    "dialog",
    { class: `sheet sheet-${name}`, "aria-labelledby": title.id },
    elt("div", { class: "sheet-inside" }, elt("div", { class: "sheet-bar" }, close), ...children),
  );
  on(close, "click", () => leave());
  on(dom, "cancel", (event) => {
    if (event.target !== dom) return;
    event.preventDefault();
    leave();
  });
  on(dom, "click", (event) => {
    if (event.target === dom) leave();
  });
  return dom;
}

/**
 * A modal dialog that follows the address: it is open while its route is, and closing it leaves the
 * route. It opens at its top, and gives the reader's place on the page back.
 * @param {{
 *   name: string,
 *   title: HTMLElement,
 *   leave: () => void,
 *   first?: () => HTMLElement,
 *   home?: () => HTMLElement | null,
 * }} parts first: has the focus at first, if not the title; home: has it afterwards, if not what
 *   had it before
 * @param {...Node} children
 */
export function createSheet({ name, title, leave, first = () => title, home }, ...children) {
  const dom = createFrame(name, title, leave, children);
  const modal = createModal(dom);
  /** @type {Place | null} null: it is closed */
  let place = null;

  function open() {
    place = placeNow();
    holdPage(true);
    modal.open();
    dom.scrollTop = 0;
    first().focus({ preventScroll: true });
  }

  /** @param {Place} before */
  function shut(before) {
    modal.close();
    holdPage(false);
    giveBack(before, home?.() ?? null);
    place = null;
  }

  /** @param {boolean} wanted @returns {boolean} whether it has just been opened */
  function show(wanted) {
    if (wanted === (place !== null)) return false;
    if (place) shut(place);
    else open();
    return wanted;
  }

  return { dom, show };
}
