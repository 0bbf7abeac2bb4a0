import { elt, keyed, on } from "../dom.js";
import { partsOf, say } from "../words/say.js";
import { icon } from "./picture.js";

/**
 * @param {HTMLElement} dom
 * @param {HTMLElement} list in it
 * @param {(id: number) => void} dismiss
 * @returns {View["sync"]}
 */
export function createList(dom, list, dismiss) {
  /** @type {readonly Toast[]} */
  let toasts = [];
  const parts = keyed(list, (/** @type {number} */ id) => ({
    dom: createToast(/** @type {Toast} */ (toasts.find((each) => each.id === id)), dismiss),
  }));

  /** A sheet that comes later opens after all else knows of it. */
  function follow() {
    if (host(dom) && toasts.length > 0) makeRoom(dom, list);
  }

  new MutationObserver(follow).observe(document.body, {
    subtree: true,
    attributeFilter: ["open"],
  });
  return (state) => {
    const hasMoved = host(dom) && toasts.length > 0;
    const isNew = state.toasts !== toasts;
    toasts = state.toasts;
    parts.sync(toasts.map((toast) => toast.id));
    if (isNew || hasMoved) makeRoom(dom, list);
  };
}

/**
 * All outside a modal dialog is inert, so they follow it inside.
 * @param {HTMLElement} dom
 * @returns {boolean} whether they have moved
 */
function host(dom) {
  const place = document.querySelector("dialog[open]") ?? document.body;
  if (dom.parentNode === place) return false;
  place.append(dom);
  return true;
}

const GAP = 8;

/**
 * They cover nothing that can be pressed: they rise over the buttons where they would stand, and what
 * is behind them ends that much later, so that its last button can be scrolled free.
 * @param {HTMLElement} dom
 * @param {HTMLElement} list
 */
function makeRoom(dom, list) {
  const room = list.childElementCount === 0 ? 0 : list.offsetHeight + GAP;
  document.documentElement.style.setProperty("--toasts", `${room}px`);
  dom.style.setProperty("--lift", "0px");
  if (room > 0) dom.style.setProperty("--lift", `${liftOf(dom, list)}px`);
}

/** @param {HTMLElement} dom @param {HTMLElement} list */
function liftOf(dom, list) {
  const { left, right, bottom, height } = list.getBoundingClientRect();
  const boxes = [...(dom.parentElement?.querySelectorAll("button, .button, .strip") ?? [])]
    .filter((node) => !dom.contains(node))
    .map((node) => node.getBoundingClientRect())
    .filter((box) => box.width > 0 && box.left < right && box.right > left && box.top < bottom)
    .sort((a, b) => b.top - a.top);
  let foot = bottom;
  for (const box of boxes) if (box.bottom > foot - height && box.top < foot) foot = box.top - GAP;
  return foot - height > innerHeight / 3 ? bottom - foot : 0;
}

/** @param {Toast} toast @param {(id: number) => void} dismiss */
function createToast({ id, text: words, tone, action }, dismiss) {
  const close = elt(
    "button",
    { class: "toast-close", type: "button", "aria-label": say("toast.dismiss") },
    icon("close"),
  );
  on(close, "click", () => dismiss(id));
  const act = elt("button", { class: "toast-action", type: "button" }, action?.label ?? "");
  on(act, "click", () => {
    dismiss(id);
    action?.run();
  });
  const said = elt(
    "p",
    {},
    ...partsOf(words).map((part, at) => (at % 2 === 0 ? part : elt("bdi", {}, part))),
  );
  return elt("div", { class: `toast toast-${tone}` }, said, action && act, close);
}
