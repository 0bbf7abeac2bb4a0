import { createListFoot } from "../../components/list_foot.js";
import { createPages } from "../../components/pages.js";
import { attr, elt } from "../../dom.js";
import { at } from "../../root.js";
import { isAdmin } from "../../state.js";
import { say } from "../../words/say.js";
import { toTell } from "../club/refusals.js";
import * as calls from "./calls.js";
import { createFilters } from "./filters.js";
import { createMarks } from "./marks.js";
import { watchedOf } from "./watched.js";
import { createYears } from "./years.js";

/** @typedef {import("../../components/pages.js").Pages<Screening>} Told */

/** How far below the window the list goes on by itself. */
const AHEAD = "600px";

/**
 * Why nothing is listed, and what to do about it.
 * @param {calls.Wish} wish
 * @param {boolean} isForAdmins
 * @param {() => void} seeAll
 * @returns {Message}
 */
function nothing({ q, year }, isForAdmins, seeAll) {
  const all = { label: say("watched.see-all"), run: seeAll };
  if (q) return { title: say("watched.unmatched", { q }), next: say("watched.fewer"), action: all };
  if (year) return { title: say("watched.none-in", { year }), next: "", action: all };
  const action = isForAdmins
    ? { label: say("watched.add"), href: at("/watched/add") }
    : { label: say("see-films"), href: at("/") };
  return { title: say("watched.none"), next: say("watched.none-next"), action };
}

/**
 * @param {HTMLElement} node
 * @param {() => void} run once it is nearly in sight
 * @returns {() => void} looks whether it is by now
 */
function whenNear(node, run) {
  const watch = new IntersectionObserver(
    (entries) => entries.some(({ isIntersecting }) => isIntersecting) && run(),
    { rootMargin: AHEAD },
  );
  return () => {
    watch.unobserve(node);
    watch.observe(node);
  };
}

/**
 * The screenings that fit a wish, as far as the reader has scrolled.
 * @param {Page} page
 * @param {ReturnType<typeof createFilters>} filters
 * @param {ReturnType<typeof createMarks>} marks
 */
function createShowings(page, filters, marks) {
  const years = createYears(page);
  const pages = createPages(
    (cursor) => calls.screenings(filters.wish(), cursor),
    show,
    (error) => toTell(page, error),
  );
  const foot = createListFoot(pages, ({ items }) => (items.length === 0 ? empty() : null));
  const end = elt("div", {});
  /** @type {Told | null} */
  let told = null;
  /** The last rating that the list has taken in. @type {RatingResult | null} */
  let rated = null;
  const look = whenNear(end, goOn);

  const empty = () => nothing(filters.wish(), isAdmin(page.state()), seeAll);

  function seeAll() {
    filters.clear();
    return pages.begin();
  }

  function goOn() {
    if (told?.next && !told.isAsking && !told.trouble) pages.more();
  }

  /** @param {Told} next */
  function show(next) {
    told = next;
    years.sync(told.items, page.state());
    attr(years.dom, "aria-busy", told.isAsking ? "true" : null);
    foot.sync(told);
    marks.reach(told.items);
    if (told.next && !told.isAsking) look();
  }

  /** @param {State} state */
  function sync(state) {
    const before = rated;
    rated = watchedOf(state).rated;
    const item = told?.items.find(({ id }) => id === rated?.screening_id);
    if (item && rated && rated !== before) pages.replace({ ...item, ...averageOf(rated) });
    else if (told) years.sync(told.items, state);
  }

  return { nodes: [years.dom, ...foot.nodes, end], sync, pages };
}

/**
 * What was watched, the filters above it, and what the reader gave.
 * @param {Page} page
 */
export function createList(page) {
  const filters = createFilters(() => showings.pages.begin());
  const marks = createMarks(page);
  const showings = createShowings(page, filters, marks);
  const dom = elt("div", { class: "paged-list watched-list" }, filters.dom, ...showings.nodes);

  async function load() {
    marks.forget();
    await Promise.all([showings.pages.begin(), loadYears()]);
  }

  /** The list does without them. */
  async function loadYears() {
    const years = await calls.years().catch(() => null);
    if (years) filters.offer(years);
  }

  function forget() {
    filters.clear();
    showings.pages.forget();
  }

  return { dom, sync: showings.sync, load, renew: showings.pages.renew, forget };
}

/** @param {RatingResult} rated */
const averageOf = ({ average, rating_count }) => ({ average, rating_count });
