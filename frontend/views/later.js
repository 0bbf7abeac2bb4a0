import { createNotice, createSheet } from "../components/sheet.js";
import { elt, on } from "../dom.js";
import { routeOf } from "../router.js";

/** @type {Message} */
const MISSING = {
  title: "This part of the page didn’t load.",
  next: "Check your connection, then try again.",
  action: { label: "Try again", run: () => location.reload() },
};

function createMissing() {
  const notice = createNotice();
  notice.sync(MISSING);
  return notice.dom;
}

/** @param {string} href */
function loadStyle(href) {
  const link = elt("link", { rel: "stylesheet", href });
  const loaded = new Promise((resolve, reject) => {
    on(link, "load", resolve);
    on(link, "error", reject);
  });
  document.head.append(link);
  return loaded;
}

/**
 * A view that is not there at first: its program and its style come once it is wanted, or a moment
 * before.
 * @param {{isWanted: (state: State) => boolean, load: () => Promise<View>, style?: string}} parts
 * @param {() => View} createFailure what stands in its place if it cannot be loaded
 * @returns {LaterView}
 */
function createLater({ isWanted, load, style }, createFailure) {
  const dom = elt("div", {});
  /** @type {View | null} */
  let view = null;
  /** @type {State | null} */
  let latest = null;
  /** @type {Promise<void> | null} */
  let loading = null;

  /** @param {View} next */
  function show(next) {
    view = next;
    dom.replaceChildren(next.dom);
    if (latest) next.sync(latest);
  }

  async function fetchView() {
    try {
      const [made] = await Promise.all([load(), style && loadStyle(style)]);
      show(made);
    } catch {
      loading = null; // nobody may have opened it yet: the next wish tries again
      if (latest && isWanted(latest)) show(createFailure());
    }
  }

  function ahead() {
    loading = loading ?? fetchView();
  }

  /** @param {State} state */
  function sync(state) {
    latest = state;
    if (view) view.sync(state);
    else if (isWanted(state)) ahead();
  }

  return { dom, sync, ahead };
}

/** @param {Parameters<typeof createLater>[0]} parts */
export const createLaterRoom = (parts) =>
  createLater(parts, () => ({ dom: elt("section", {}, createMissing()), sync() {} }));

/** @param {Parameters<typeof createLater>[0]} parts @param {() => void} leave */
export const createLaterSheet = (parts, leave) =>
  createLater(parts, () => {
    const title = elt("h2", { class: "visually-hidden" }, "Not loaded");
    const sheet = createSheet({ name: "missing", title, leave }, title, createMissing());
    return {
      dom: sheet.dom,
      sync: (state) => {
        sheet.show(parts.isWanted(state));
      },
    };
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
    if (link && link.origin === location.origin) views[routeOf(link.pathname).name]?.ahead();
  }
  for (const type of ["pointerover", "touchstart", "focusin"])
    target.addEventListener(type, notice, { passive: true });
}
