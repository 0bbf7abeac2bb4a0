import { elt, focusMain, line, on, text } from "../dom.js";
import { at } from "../root.js";

/**
 * What stands where there is nothing to show: a sentence, and the next thing to do.
 * @param {"p" | "h1"} [tag] of the sentence: the heading of a page that has no other
 */
export function createNotice(tag = "p") {
  /** @type {(() => void) | undefined} */
  let run;
  const title = elt(tag, { class: "notice-title" });
  const next = elt("p", { class: "notice-next" });
  const link = elt("a", { class: "button button-primary", href: at("/") });
  const button = elt("button", { class: "button button-primary", type: "button" });
  const dom = elt("div", { class: "notice", role: "status" }, title, next, link, button);
  on(button, "click", () => run?.());

  /** Whoever has pressed its button is not left without a place. */
  function leave() {
    if (dom.contains(document.activeElement)) focusMain();
  }

  /** @param {Message | null} message */
  function sync(message) {
    if (!message) leave();
    dom.hidden = message === null;
    if (!message) return;
    text(title, message.title);
    line(next, message.next);
    run = message.action?.run;
    line(link, message.action?.href ? message.action.label : null);
    link.href = message.action?.href ?? at("/");
    line(button, run ? (message.action?.label ?? null) : null);
  }

  return { dom, sync };
}
