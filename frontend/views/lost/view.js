import { createNotice } from "../../components/notice.js";
import { elt } from "../../dom.js";
import { at } from "../../root.js";
import { say } from "../../words/say.js";

/** What stands at an address that is none of the page's. @returns {View} */
export function create() {
  const notice = createNotice();
  notice.sync({
    title: say("lost.title"),
    next: say("lost.next"),
    action: { label: say("empty.see-films"), href: at("/") },
  });
  const title = elt("h1", { class: "visually-hidden" }, say("title.lost"));
  return { dom: elt("section", {}, title, notice.dom), sync() {} };
}
