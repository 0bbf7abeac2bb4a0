import { elt, on } from "./dom.js";

/** @type {Map<string, Promise<void>>} */
const loaded = new Map();

/**
 * Asks for a stylesheet that the page can do without at first. It stands before that for older
 * browsers, which has the last word.
 * @param {string} href
 * @returns {Promise<void>} once it is in force
 */
export function loadStyle(href) {
  const known = loaded.get(href);
  if (known) return known;
  const link = elt("link", { rel: "stylesheet", href });
  /** @type {Promise<void>} */
  const loading = new Promise((resolve, reject) => {
    on(link, "load", () => resolve());
    on(link, "error", () => {
      loaded.delete(href);
      link.remove();
      reject(new Error(`${href} did not load`));
    });
  });
  loaded.set(href, loading);
  document.head.insertBefore(link, document.head.querySelector(".last-word"));
  return loading;
}
