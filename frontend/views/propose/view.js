import { createSheet } from "../../components/sheet.js";
import { elt, line } from "../../dom.js";
import { at } from "../../root.js";
import { memberOf } from "../../state.js";
import { roomLeft } from "../../knowing.js";
import { say } from "../../words/say.js";
import { createFinder } from "./finder.js";
import { createLimit } from "./limit.js";

/**
 * The sheet that puts a film up for a vote.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create(verbs) {
  const title = elt("h2", { class: "sheet-title" }, say("propose.film"));
  const lead = elt("p", { class: "sheet-lead" });
  const href = at("/me/watchlist");
  const list = elt("a", { class: "propose-list", href }, say("propose.from-list"));
  const finder = createFinder(verbs);
  const limit = createLimit(verbs.page, () => {
    finder.again();
    first().focus();
  });
  const sheet = createSheet(
    { name: "propose", title, leave: verbs.leave, first },
    title,
    lead,
    list,
    finder.dom,
    limit.dom,
  );

  let isEarly = false;

  /** A phone's keyboard would cover the films of one's own. */
  function first() {
    return roomLeft(verbs.page.state())?.left ? finder.field : title;
  }

  /** The sheet may open before it is known how much room is left. @param {Room | null} room */
  function settleFocus(room) {
    if (!isEarly || !room) return;
    isEarly = false;
    if (document.activeElement === title) first().focus();
  }

  /** Who only had a look at a film comes back to what was found. @param {State} state */
  function sync(state) {
    const isOpen = state.route.name === "propose" && memberOf(state) !== null;
    const room = roomLeft(state);
    line(lead, room && used(room));
    limit.sync(state);
    finder.sync(state);
    if (sheet.show(isOpen)) isEarly = room === null;
    settleFocus(room);
    if (!isOpen && state.route.name !== "film") finder.reset();
  }

  return { dom: sheet.dom, sync };
}

/** What is used, and what can be done where that is all. @param {Room} room */
export function used({ used, limit, left }) {
  if (limit === 0) return say("propose.none");
  if (left > 0) return say("propose.used", { used, limit });
  if (used === limit) return say("propose.full", { used, limit });
  return say("propose.over", { used, limit, count: used - limit + 1 });
}
