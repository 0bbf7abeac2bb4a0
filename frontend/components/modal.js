import { attr, elt, on } from "../dom.js";

/** @param {HTMLElement} dom Asks to be left, as Escape does. */
const cancel = (dom) => dom.dispatchEvent(new Event("cancel", { cancelable: true }));

/**
 * What makes a dialog modal where the browser cannot: a veil, Escape, and no way out for the focus.
 * @param {HTMLElement} dom
 */
function createStandIn(dom) {
  const veil = elt("div", { class: "sheet-veil" });
  /** @type {Element[]} */
  let hidden = [];

  /** @param {FocusEvent} event */
  function keepInside({ target }) {
    if (target instanceof Node && !dom.contains(target)) dom.querySelector("button")?.focus();
  }

  /** Toasts follow the dialog inside. */
  function open() {
    hidden = [...document.body.children].filter(
      (node) => !node.contains(dom) && !node.matches(".toasts"),
    );
    for (const node of hidden) attr(node, "aria-hidden", "true");
    dom.before(veil);
    attr(dom, "open", true);
    document.addEventListener("focusin", keepInside);
  }

  function close() {
    document.removeEventListener("focusin", keepInside);
    attr(dom, "open", null);
    veil.remove();
    for (const node of hidden) attr(node, "aria-hidden", null);
  }

  attr(dom, "role", "dialog");
  attr(dom, "aria-modal", "true");
  on(veil, "click", () => cancel(dom));
  on(dom, "keydown", ({ key }) => key === "Escape" && cancel(dom));
  return { open, close };
}

/**
 * Opens and closes a dialog over the page. iOS before 15.4 and Firefox before 98 have none.
 * @param {HTMLDialogElement} dom
 */
export const createModal = (dom) =>
  typeof dom.showModal === "function"
    ? { open: () => dom.showModal(), close: () => dom.close() }
    : createStandIn(dom);
