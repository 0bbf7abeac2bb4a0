import { createListFoot } from "../../components/list_foot.js";
import { createPages } from "../../components/pages.js";
import { attr, elt } from "../../dom.js";
import { initials } from "../../format.js";
import { at } from "../../root.js";
import { letters, memberOf } from "../../state.js";
import { say } from "../../words/say.js";
import { toTell } from "../club/refusals.js";
import * as calls from "./calls.js";
import { createDays } from "./days.js";
import { createFilters } from "./filters.js";

/** @typedef {import("../../components/pages.js").Pages<Deed>} Told */

/** Everybody who stands in some entries. @param {readonly Deed[]} deeds */
const peopleIn = (deeds) =>
  deeds.flatMap(({ actor, member }) => [actor, member]).filter((each) => each !== null);

/**
 * Why nothing is listed, and what to do about it.
 * @param {import("./calls.js").Wish} wish
 * @param {() => void} seeAll
 * @returns {Message}
 */
function nothing({ kind, member }, seeAll) {
  if (kind || member) {
    const action = { label: say("log.show-all"), run: seeAll };
    return { title: say("log.none"), next: say("log.none-next"), action };
  }
  const action = { label: say("log.vote-now"), href: at("/") };
  return { title: say("log.empty"), next: say("log.empty-next"), action };
}

/**
 * The log, as far as it is asked for.
 * @param {Page} page
 */
export function createLog(page) {
  const filters = createFilters(page, () => pages.begin());
  const days = createDays(() => memberOf(page.state())?.id ?? 0);
  const pages = createPages(
    (cursor) => calls.activity(filters.wish(), cursor),
    show,
    (error) => toTell(page, error),
  );
  const foot = createListFoot(pages, ({ items }) =>
    items.length === 0 ? nothing(filters.wish(), seeAll) : null,
  );
  const end = elt("p", { class: "log-end", hidden: true }, say("log.end"));
  const dom = elt("div", { class: "paged-list log" }, filters.dom, days.dom, end, ...foot.nodes);

  function seeAll() {
    filters.clear();
    return pages.begin();
  }

  /** @param {Told} told */
  function show(told) {
    const { items, next, isAsking, trouble } = told;
    const people = peopleIn(items);
    filters.meet(people);
    const names = [...people.map(({ name }) => name), ...letters(page.state()).keys()];
    days.sync(items, { letters: initials(names), films: page.state().open ?? [] });
    attr(days.dom, "aria-busy", isAsking ? "true" : null);
    attr(end, "hidden", items.length === 0 || next !== null || trouble !== null);
    foot.sync(told);
  }

  function forget() {
    filters.forget();
    pages.forget();
  }

  return { dom, load: pages.begin, renew: pages.renew, forget };
}
