import { elt } from "../../dom.js";

/**
 * A panel that few need: its title, and the rest for whoever opens it.
 * @param {string} title
 * @param {...Node} nodes
 */
export function createFold(title, ...nodes) {
  const heading = elt("h2", { tabindex: -1 }, title);
  const inside = elt("div", { class: "me-folded" }, ...nodes);
  const dom = elt("details", { class: "panel me-fold" }, elt("summary", {}, heading), inside);
  return { dom, heading, close: () => (dom.open = false) };
}
