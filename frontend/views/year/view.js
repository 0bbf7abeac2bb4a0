import { createAsking } from "../../asking.js";
import { createNotice } from "../../components/notice.js";
import { attr, elt, on, text } from "../../dom.js";
import { explain } from "../../errors.js";
import { at } from "../../root.js";
import { say } from "../../words/say.js";
import { toTell } from "../club/refusals.js";
import { yearOfClub } from "./calls.js";
import { createStory } from "./story.js";

/** The years before and after this one in which the club watched something. @param {ClubYear} year */
export function beside({ year, years }) {
  const earlier = years.find((each) => each < year) ?? null;
  const later = years.filter((each) => each > year).pop() ?? null;
  return { earlier, later };
}

/** @param {Key} key what it says aloud @param {(year: number) => string} write */
function createWay(key, write) {
  const dom = elt("a", { class: "button button-plain year-way", href: at("/") });

  /** @param {number | null} year */
  function sync(year) {
    attr(dom, "hidden", year === null);
    if (year === null) return;
    dom.href = at(`/years/${year}`);
    attr(dom, "aria-label", say(key, { year: String(year) }));
    text(dom, write(year));
  }

  return { dom, sync };
}

/** The year as a sign, the ways to others, and onto paper. */
function createHead() {
  const club = elt("p", { class: "year-club", dir: "auto" });
  const title = elt("h1", { class: "page-title year-number", tabindex: -1 });
  const earlier = createWay("year.earlier", (year) => `← ${year}`);
  const later = createWay("year.later", (year) => `${year} →`);
  const print = elt("button", { class: "button button-plain", type: "button" }, say("year.print"));
  const ways = elt("nav", { class: "year-ways", "aria-label": say("year.others") });
  ways.append(earlier.dom, later.dom);
  const dom = elt("header", { class: "year-head" }, club, title, ways, print);
  on(print, "click", () => window.print());

  /** @param {number} number @param {ClubYear | null} year */
  function sync(number, year) {
    text(title, String(number));
    const next = year ? beside(year) : { earlier: null, later: null };
    earlier.sync(next.earlier);
    later.sync(next.later);
    attr(print, "hidden", !year || year.films === 0);
  }

  return { dom, sync, name: (/** @type {string} */ name) => text(club, name) };
}

/**
 * What the club watched in a year.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const [head, notice, story] = [createHead(), createNotice(), createStory()];
  const dom = elt("section", { class: "year-room" }, head.dom, notice.dom, story.dom);
  /** The year that is shown; 0: none, -1: nobody has asked yet. */
  let shown = -1;
  const asking = createAsking();

  /** @param {number} number @param {ClubYear | null} year */
  function show(number, year) {
    head.sync(number, year);
    story.sync(year);
    attr(dom, "aria-busy", year === null ? "true" : null);
  }

  async function load() {
    const asked = shown;
    const isLast = asking();
    try {
      const year = await yearOfClub(asked);
      if (asked !== shown || !isLast()) return;
      notice.sync(null);
      show(asked, year);
    } catch (caught) {
      if (asked === shown) tell(caught);
    }
  }

  /** What is shown stays until the next answer. @param {unknown} caught */
  function tell(caught) {
    const error = toTell(page, caught);
    attr(dom, "aria-busy", null);
    if (!error || story.isShown()) return;
    notice.sync({ ...explain(error), action: { label: say("try-again"), run: load } });
  }

  /** @param {State} state */
  function sync({ route, club }) {
    const next = route.name === "year" ? route.id : 0;
    head.name(club?.name ?? "");
    if (next === shown) return;
    shown = next;
    notice.sync(null);
    show(next, null);
    if (next) load();
  }

  page.asks.add(async () => void (shown > 0 && (await load())));
  return { dom, sync };
}
