import { attr, elt } from "../../dom.js";
import { isAdmin, memberOf } from "../../state.js";
import { say } from "../../words/say.js";
import { createClubHead } from "../club/nav.js";
import { createClear } from "./clear.js";
import { createLog } from "./log.js";

/** What the page is for; admins find the club's other pages there. @param {boolean} isForAdmins */
const createHead = (isForAdmins) =>
  isForAdmins
    ? createClubHead("activity", say("log.lead-admin"))
    : elt(
        "header",
        { class: "club-head" },
        elt("h1", { class: "page-title", tabindex: -1 }, say("title.activity")),
        elt("p", { class: "sheet-lead" }, say("log.lead")),
      );

/**
 * Who did what, and when: for members what concerns them, for admins all of it.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const head = elt("div", {});
  const log = createLog(page);
  const clear = createClear(page, cleared);
  const dom = elt("section", { class: "club activity" }, head, log.dom, clear.dom);
  /** Whose log it is: another's is another. */
  let shown = "";

  async function cleared() {
    await log.load();
    head.querySelector("h1")?.focus();
  }

  /** @param {State} state */
  function open(state) {
    head.replaceChildren(createHead(isAdmin(state)));
    attr(clear.dom, "hidden", !isAdmin(state));
    log.load();
  }

  function close() {
    clear.forget();
    log.forget();
  }

  /** @param {State} state */
  function sync(state) {
    const member = state.route.name === "activity" ? memberOf(state) : null;
    const next = member ? `${member.id} ${member.role}` : "";
    if (next === shown) return;
    if (shown) close();
    shown = next;
    if (next) open(state);
  }

  page.asks.add(async () => void (shown && (await log.renew())));
  return { dom, sync };
}
