import { attr, elt, line, on } from "../dom.js";
import { explain } from "../errors.js";
import { say } from "../words/say.js";
import { busy } from "./form.js";
import { createNotice } from "./notice.js";

/**
 * What stands below a list that comes page by page: why it is empty, or how it goes on. It wants the
 * words of "club" and /styles/list.css, around it "paged-list".
 * @template {{id: number}} Item
 * @param {{more: () => Promise<void>, again: () => Promise<void>}} pages
 * @param {(told: import("./pages.js").Pages<Item>) => Message | null} remark on a list that came
 */
export function createListFoot(pages, remark) {
  const notice = createNotice();
  const status = elt("p", { role: "status", hidden: true });
  const label = say("club.more");
  const more = elt("button", { class: "button button-plain", type: "button", hidden: true }, label);
  on(more, "click", () => busy(more, pages.more));

  /** @param {import("./pages.js").Pages<Item>} told @returns {Message | null} */
  function noticeOf(told) {
    const { trouble, isAsking, isKnown } = told;
    const again = { label: say("try-again"), run: pages.again };
    if (trouble) return { ...explain(trouble), action: again };
    return isAsking || !isKnown ? null : remark(told);
  }

  /** @param {import("./pages.js").Pages<Item>} told */
  function sync(told) {
    line(status, told.isAsking && !told.isKnown ? say("club.loading") : null);
    attr(more, "hidden", told.next === null || told.trouble !== null);
    notice.sync(noticeOf(told));
  }

  return { nodes: [notice.dom, status, more], sync };
}
