import { elt, on } from "./dom.js";
import { at } from "./root.js";

/** @type {Map<string, Promise<void>>} */
const loaded = new Map();

/**
 * Asks for a stylesheet that the page can do without at first. It stands before that for older
 * browsers, which has the last word.
 * @param {string} path
 * @returns {Promise<void>} once it is in force
 */
export function loadStyle(path) {
  const known = loaded.get(path);
  if (known) return known;
  const link = elt("link", { rel: "stylesheet", href: at(path) });
  /** @type {Promise<void>} */
  const loading = new Promise((resolve, reject) => {
    on(link, "load", () => resolve());
    on(link, "error", () => {
      loaded.delete(path);
      link.remove();
      reject(new Error(`${path} did not load`));
    });
  });
  loaded.set(path, loading);
  document.head.insertBefore(link, document.head.querySelector(".last-word"));
  return loading;
}
