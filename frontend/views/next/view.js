import { createAsking } from "../../asking.js";
import { createNotice } from "../../components/notice.js";
import { attr, elt } from "../../dom.js";
import { explain } from "../../errors.js";
import { at } from "../../root.js";
import { say } from "../../words/say.js";
import { toTell } from "../club/refusals.js";
import { suggestions } from "./calls.js";
import { createCards } from "./cards.js";
import { createWish } from "./wish.js";

/** @satisfies {() => Message} */
const nothing = () => ({
  title: say("next.none"),
  next: say("next.none-next"),
  action: { label: say("next.vote"), href: at("/") },
});

const thisYear = () => new Date().getFullYear();

const createHead = () =>
  elt(
    "header",
    { class: "next-head" },
    elt("h1", { class: "page-title", tabindex: -1 }, say("title.next")),
    elt("p", { class: "sheet-lead" }, say("next.lead")),
    elt(
      "p",
      { class: "next-ways" },
      elt("a", { class: "next-year", href: at(`/years/${thisYear()}`) }, say("next.year")),
      elt("a", { class: "next-year", href: at("/screen") }, say("next.screen")),
    ),
  );

/**
 * What to watch next, and why.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const wish = createWish(() => load());
  const cards = createCards();
  const notice = createNotice();
  const dom = elt("section", { class: "next" }, createHead(), wish.dom, notice.dom, cards.dom);
  let isOpen = false;
  const begin = createAsking();
  notice.sync(null);

  /** @param {boolean} [isAgain] nobody has asked for anything else: what is suggested stays meanwhile */
  async function load(isAgain = false) {
    const isWanted = begin();
    attr(cards.dom, "aria-busy", "true");
    try {
      const items = await suggestions(wish.wish());
      if (!isWanted()) return;
      cards.sync(items);
      notice.sync(items.length === 0 ? nothing() : null);
    } catch (caught) {
      if (isWanted()) tell(caught, isAgain);
    } finally {
      if (isWanted()) attr(cards.dom, "aria-busy", null);
    }
  }

  /** @param {unknown} caught @param {boolean} isAgain */
  function tell(caught, isAgain) {
    const error = toTell(page, caught);
    if (!error || (isAgain && cards.isShown())) return;
    cards.sync([]);
    notice.sync({ ...explain(error), action: { label: say("try-again"), run: () => load() } });
  }

  /** @param {State} state */
  function sync({ route }) {
    const wasOpen = isOpen;
    isOpen = route.name === "next";
    if (isOpen && !wasOpen) load();
  }

  page.asks.add(async () => void (isOpen && (await load(true))));
  return { dom, sync };
}
