import { elt, keyed, text } from "../../dom.js";
import { date, daysApart } from "../../times.js";
import { localeNow, say } from "../../words/say.js";
import { createDeed } from "./deed.js";

/** @typedef {import("./deed.js").Pictures} Pictures */

/** @typedef {{key: string, iso: string, deeds: Deed[]}} Day */

/** Entries by the day on which they happened, as it is where the reader is. @param {readonly Deed[]} deeds @returns {Day[]} */
export function byDay(deeds) {
  /** @type {Day[]} */
  const days = [];
  for (const deed of deeds) {
    const key = new Date(deed.at).toDateString();
    if (days[days.length - 1]?.key !== key) days.push({ key, iso: deed.at, deeds: [] });
    days[days.length - 1].deeds.push(deed);
  }
  return days;
}

/** "Today", "Friday, 12 March" @param {string} iso @param {number} now */
export function dayOf(iso, now) {
  const gone = daysApart(Date.parse(iso), now);
  if (gone <= 0) return say("log.today");
  if (gone === 1) return say("log.yesterday");
  const weekday = new Date(iso).toLocaleDateString(localeNow(), { weekday: "long" });
  return say("log.day", { weekday, date: date(iso, now) });
}

/** What happened on one day. @param {number} myId */
function createDay(myId) {
  const heading = elt("h2", { class: "day-title" });
  const list = elt("ol", { class: "deeds" });
  const dom = elt("section", { class: "day" }, heading, list);
  const rows = keyed(list, (/** @type {string} */ told) => createDeed(JSON.parse(told), myId));

  /** @param {Day} day @param {Pictures} pictures */
  function sync({ iso, deeds }, pictures) {
    text(heading, dayOf(iso, Date.now()));
    rows.sync(deeds.map((deed) => JSON.stringify(deed)));
    for (const row of rows.parts.values()) row.sync(pictures);
  }

  return { dom, sync };
}

/** All days of a log. @param {() => number} myId */
export function createDays(myId) {
  const dom = elt("div", { class: "days" });
  const days = keyed(dom, () => createDay(myId()));

  /** @param {readonly Deed[]} deeds @param {Pictures} pictures */
  function sync(deeds, pictures) {
    const all = byDay(deeds);
    days.sync(all.map(({ key }) => key));
    for (const day of all) days.parts.get(day.key)?.sync(day, pictures);
  }

  return { dom, sync };
}
