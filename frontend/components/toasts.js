import { elt, text } from "../dom.js";
import { loadStyle } from "../style.js";

/** What shows them; on the vote page seldom anything goes wrong. */
export const loadToasts = () =>
  Promise.all([import("./toast.js"), loadStyle("/styles/toasts.css")]);

/**
 * What is said in passing, to the eye and to the ear.
 * @param {(id: number) => void} dismiss
 * @returns {View}
 */
export function createToasts(dismiss) {
  const spoken = elt("p", { class: "visually-hidden", "aria-live": "polite" });
  const list = elt("div", { class: "toast-list", role: "status" });
  const dom = elt("div", { class: "toasts" }, spoken, list);
  /** @type {Promise<unknown> | null} */
  let coming = null;
  /** @type {State | null} */
  let latest = null;
  /** @type {View["sync"]} */
  let show = () => {};

  async function load() {
    const [{ createList }] = await loadToasts();
    list.replaceChildren();
    show = createList(dom, list, dismiss);
  }

  /** In plain words, without a connection to bring more; the next toast tries again. */
  function fail() {
    coming = null;
    show = ({ toasts }) =>
      list.replaceChildren(
        ...toasts.map((toast) => elt("p", { class: "toast strip" }, toast.text)),
      );
  }

  /** @param {State} state */
  function sync(state) {
    latest = state;
    text(spoken, state.spoken);
    show(state);
    if (coming || state.toasts.length === 0) return;
    coming = load()
      .catch(fail)
      .then(() => latest && show(latest));
  }

  return { dom, sync };
}
