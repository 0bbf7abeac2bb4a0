import { createNotice } from "../components/notice.js";
import { elt } from "../dom.js";
import { loadRest } from "../errors.js";
import { pathOf } from "../root.js";
import { routeOf } from "../router.js";
import { loadStyle } from "../style.js";
import { loadWords, say } from "../words/say.js";

/** @satisfies {() => Message} */
const missing = () => ({
  title: say("later.title"),
  next: say("later.next"),
  action: { label: say("try-again"), run: () => location.reload() },
});

/** What every view has in common but the vote page. */
const SHARED = ["/styles/form.css", "/styles/sheet.css"];

/**
 * A view that is not there at first: its program and its styles come once it is wanted, or a moment
 * before.
 * @typedef {object} Parts
 * @property {(state: State) => boolean} isWanted
 * @property {() => Promise<() => View>} load its program, which makes it once its words are there
 * @property {readonly string[]} style
 * @property {readonly Words[]} words
 *
 * @param {Parts} parts
 * @param {() => View | null} fail says that it did not load; what stands in its place, if anything
 * @returns {LaterView}
 */
function createLater({ isWanted, load, style, words }, fail) {
  const dom = elt("div", {});
  /** @type {View | null} */
  let view = null;
  /** @type {State | null} */
  let latest = null;
  /** @type {Promise<void> | null} */
  let loading = null;
  let hasFailed = false;

  /** @param {View} next */
  function show(next) {
    view = next;
    dom.replaceChildren(next.dom);
    if (latest) next.sync(latest);
  }

  async function fetchView() {
    try {
      const texts = [loadRest(), loadWords(words)];
      const styles = [...SHARED, ...style].map(loadStyle);
      const [create] = await Promise.all([load(), ...texts, ...styles]);
      show(create());
    } catch {
      loading = null; // nobody may have opened it yet: the next wish tries again
      hasFailed = latest !== null && isWanted(latest);
      const instead = hasFailed ? fail() : null;
      if (instead) show(instead);
    }
  }

  function ahead() {
    loading = loading ?? fetchView();
    return loading;
  }

  /** @param {State} state */
  function sync(state) {
    latest = state;
    hasFailed = hasFailed && isWanted(state);
    if (view) view.sync(state);
    else if (isWanted(state) && !hasFailed) ahead();
  }

  return { dom, sync, ahead };
}

/** @param {Parts} parts */
export const createLaterRoom = (parts) =>
  createLater(parts, () => {
    const notice = createNotice();
    notice.sync(missing());
    return { dom: elt("section", {}, notice.dom), sync() {} };
  });

/** One for all sheets: it stays until it is dismissed. */
const MISSING_TOAST = 0;

/** @param {Parts} parts @param {Dispatch} dispatch */
export const createLaterSheet = (parts, dispatch) =>
  createLater(parts, () => {
    const { title, next, action } = missing();
    const text = `${title} ${next}`;
    dispatch({ type: "toast", toast: { id: MISSING_TOAST, text, tone: "trouble", action } });
    return null;
  });

/**
 * Loads a view as soon as a finger, a pointer or the focus is on a link to it.
 * @param {EventTarget} target
 * @param {Partial<Record<Route["name"], LaterView>>} views
 */
export function loadAhead(target, views) {
  /** @param {Event} event */
  function notice({ target: node }) {
    const link = node instanceof Element ? node.closest("a") : null;
    if (link && link.origin === location.origin)
      views[routeOf(pathOf(link.pathname)).name]?.ahead();
  }
  for (const type of ["pointerover", "touchstart", "focusin"])
    target.addEventListener(type, notice, { passive: true });
}
