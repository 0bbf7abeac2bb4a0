import { createNotice } from "../../components/notice.js";
import { elt } from "../../dom.js";
import { placeOf } from "../../places.js";
import { at } from "../../root.js";
import { say } from "../../words/say.js";

/** What stands at an address that is none of the page's, or not this reader's. @returns {View} */
export function create() {
  const notice = createNotice("h1");
  const action = { label: say("see-films"), href: at("/") };

  /** @param {State} state */
  function sync({ route }) {
    const isForAdmins = placeOf(route.name).who === "admin";
    notice.sync({
      title: say(isForAdmins ? "lost.admins" : "lost.title"),
      next: say(isForAdmins ? "lost.admins-next" : "lost.next"),
      action,
    });
  }

  return { dom: elt("section", {}, notice.dom), sync };
}
