import { icon } from "../../components/picture.js";
import { disc } from "../../components/vote.js";
import { elt, keyed, text } from "../../dom.js";
import { date, daysApart, hourOf } from "../../format.js";
import { at } from "../../root.js";
import { filmPath } from "../../router.js";
import { say } from "../../words/say.js";
import { sentenceOf } from "./sentence.js";
import { sign } from "./signs.js";

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
  const weekday = new Date(iso).toLocaleDateString("en-GB", { weekday: "long" });
  return say("log.day", { weekday, date: date(iso, now) });
}

/** @param {Deed} deed */
function createFace({ actor, by_host, area }) {
  const dom = elt("span", { class: "deed-face" });
  const none = elt("span", { class: "disc disc-none" }, icon(by_host ? "star" : "person"));

  /** @param {Map<string, string>} letters */
  function sync(letters) {
    dom.replaceChildren(actor ? disc(actor, letters) : none, sign(area));
  }

  return { dom, sync };
}

/** Names and titles of others, each in its own direction. @satisfies {import("./sentence.js").Pen} */
const pen = {
  name: (/** @type {string} */ name) => elt("b", {}, elt("bdi", {}, name)),
  film: (/** @type {{id: number, title: string}} */ { id, title }) =>
    elt("a", { href: at(filmPath(id)) }, elt("bdi", {}, title)),
};

/** One entry; another one stands in its place once it is told differently. @param {Deed} deed @param {number} myId */
function createDeed(deed, myId) {
  const face = createFace(deed);
  const words = elt("p", { class: "deed-words" }, ...sentenceOf(deed, myId, pen));
  const time = elt("time", { class: "deed-time", datetime: deed.at }, hourOf(deed.at));
  const dom = elt("li", { class: "deed", "data-area": deed.area }, face.dom, words, time);
  return { dom, sync: face.sync };
}

/** What happened on one day. @param {number} myId */
function createDay(myId) {
  const heading = elt("h2", { class: "day-title" });
  const list = elt("ol", { class: "deeds" });
  const dom = elt("section", { class: "day" }, heading, list);
  const rows = keyed(list, (/** @type {string} */ told) => createDeed(JSON.parse(told), myId));

  /** @param {Day} day @param {Map<string, string>} letters */
  function sync({ iso, deeds }, letters) {
    text(heading, dayOf(iso, Date.now()));
    rows.sync(deeds.map((deed) => JSON.stringify(deed)));
    for (const row of rows.parts.values()) row.sync(letters);
  }

  return { dom, sync };
}

/** All days of a log. @param {() => number} myId */
export function createDays(myId) {
  const dom = elt("div", { class: "days" });
  const days = keyed(dom, () => createDay(myId()));

  /** @param {readonly Deed[]} deeds @param {Map<string, string>} letters */
  function sync(deeds, letters) {
    const all = byDay(deeds);
    days.sync(all.map(({ key }) => key));
    for (const day of all) days.parts.get(day.key)?.sync(day, letters);
  }

  return { dom, sync };
}
