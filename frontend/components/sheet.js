import { elt, line, on, text } from "../dom.js";
import { icon } from "./picture.js";

/**
 * A modal dialog that follows the address: it is open while its route is, and closing it leaves the
 * route.
 * @param {{name: string, title: HTMLElement, leave: () => void}} parts
 * @param {...Node} children
 */
export function createSheet({ name, title, leave }, ...children) {
  title.id = `${name}-title`;
  title.tabIndex = -1;
  const close = elt(
    "button",
    { class: "sheet-close", type: "button", "aria-label": "Close" },
    icon("close"),
  );
  const dom = elt(
    "dialog",
    { class: `sheet sheet-${name}`, "aria-labelledby": title.id },
    elt("div", { class: "sheet-inside" }, close, ...children),
  );

  on(close, "click", leave);
  on(dom, "cancel", (event) => {
    if (event.target !== dom) return;
    event.preventDefault();
    leave();
  });
  on(dom, "click", (event) => {
    if (event.target === dom) leave();
  });

  /** @param {boolean} open @returns {boolean} whether it has just been opened */
  function show(open) {
    if (open === dom.open) return false;
    if (open) dom.showModal();
    else dom.close();
    return open;
  }

  return { dom, show };
}

/** What stands where there is nothing to show: a sentence, and the next thing to do. */
export function createNotice() {
  /** @type {(() => void) | undefined} */
  let run;
  const title = elt("p", { class: "notice-title" });
  const next = elt("p", { class: "notice-next" });
  const link = elt("a", { class: "button button-primary" });
  const button = elt("button", { class: "button button-primary", type: "button" });
  const dom = elt("div", { class: "notice", role: "status" }, title, next, link, button);
  on(button, "click", () => run?.());

  /** @param {Message | null} message */
  function sync(message) {
    dom.hidden = message === null;
    if (!message) return;
    text(title, message.title);
    line(next, message.next);
    run = message.action?.run;
    line(link, message.action?.href ? message.action.label : null);
    link.href = message.action?.href ?? "/";
    line(button, run ? (message.action?.label ?? null) : null);
  }

  return { dom, sync };
}
