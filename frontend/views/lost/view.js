import { createNotice } from "../../components/notice.js";
import { elt } from "../../dom.js";
import { at } from "../../root.js";

/** What stands at an address that is none of the page's. @returns {View} */
export function create() {
  const notice = createNotice();
  notice.sync({
    title: "There’s nothing here.",
    next: "The address may be mistyped, or was cut short on its way to you.",
    action: { label: "See the films up for a vote", href: at("/") },
  });
  const title = elt("h1", { class: "visually-hidden" }, "Nothing here");
  return { dom: elt("section", {}, title, notice.dom), sync() {} };
}
