import { attr, elt } from "../../dom.js";
import { placeOf } from "../../places.js";
import { at } from "../../root.js";
import { isAdmin, isClosed } from "../../state.js";
import { say } from "../../words/say.js";
import { createList } from "./list.js";
import { watchedOf } from "./watched.js";

/** Whether the list is the page, or lies under a sheet. @param {State} state */
const isOpen = (state) =>
  (state.route.name === "watched" || placeOf(state.route.name).over === "watched") &&
  state.club !== null &&
  !isClosed(state);

/** What the page is, and how an admin adds to it. */
function createHead() {
  const href = at("/watched/add");
  const add = elt("a", { class: "button button-plain", href }, say("watched.add"));
  const next = elt("a", { class: "button button-plain", href: at("/next") }, say("title.next"));
  const title = elt("h1", { class: "page-title", tabindex: -1 }, say("title.watched"));
  const ways = elt("div", { class: "watched-ways" }, next, add);
  const dom = elt("header", { class: "watched-head" }, title, ways);
  const sync = (/** @type {State} */ state) => attr(add, "hidden", !isAdmin(state));
  return { dom, sync };
}

/**
 * What the club has watched, newest first. Who comes back finds it as it was left.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const head = createHead();
  const list = createList(page);
  const dom = elt("section", { class: "watched" }, head.dom, list.dom);
  let isShown = false;
  /** What has been asked for. @type {{reader: number, round: number} | null} */
  let asked = null;

  /** @param {State} state */
  function sync(state) {
    const wasShown = isShown;
    isShown = isOpen(state);
    if (!isShown) return;
    if (!wasShown) scrollTo(0, 0);
    head.sync(state);
    ask(state);
    list.sync(state);
  }

  /** @param {State} state */
  function ask(state) {
    const { reader, round } = watchedOf(state);
    if (asked?.reader === reader && asked.round === round) return;
    if (asked && asked.reader !== reader) list.forget();
    asked = { reader, round };
    list.load();
  }

  page.asks.add(async () => void (isShown && (await list.renew())));
  return { dom, sync };
}
