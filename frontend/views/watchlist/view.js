import { complain } from "../../actions.js";
import { createListFoot } from "../../components/list_foot.js";
import { createPages } from "../../components/pages.js";
import { attr, elt, keyed, line } from "../../dom.js";
import { at } from "../../root.js";
import { memberOf } from "../../state.js";
import { roomLeft } from "../../knowing.js";
import { say } from "../../words/say.js";
import { toTell } from "../club/refusals.js";
import { withdraw } from "../film/actions.js";
import { putUp } from "../propose/actions.js";
import { used } from "../propose/view.js";
import { takeOff } from "./actions.js";
import { watchlist } from "./calls.js";
import { createRow } from "./row.js";

/** @typedef {import("../../components/pages.js").Pages<Wished>} Told */

/** @returns {Message} */
const nothing = () => ({
  title: say("watchlist.none"),
  next: say("watchlist.none-next"),
  action: { label: say("watchlist.find"), href: at("/propose") },
});

/** By its id, or as it was typed by hand. @param {Film} film @returns {NewFilm} */
const newFilm = ({ imdb_id, title, year }) =>
  imdb_id === null ? { title: String(title), year } : { imdb_id };

/** A film whose standing has changed has another row. @param {Wished} wished */
const keyOf = ({ id, proposal_id, watched_at, wish_count, film }) =>
  [id, proposal_id, watched_at, wish_count, film.title, film.poster?.id].join(" ");

/** Whether there is something to stand at. @param {Element | null | undefined} row */
function focusIn(row) {
  const stop = /** @type {HTMLElement | null} */ (
    row?.querySelector(":is(a, button):not([hidden])")
  );
  stop?.focus({ preventScroll: true });
  return document.activeElement === stop;
}

/**
 * The films on the list, as far as the reader wants them.
 * @param {Verbs} verbs
 * @param {() => void} leave the focus has nowhere to go
 */
function createFilms({ page, vote }, leave) {
  /** @type {Told | null} */
  let told = null;
  const list = elt("ul", { class: "hits" });
  const fail = (/** @type {unknown} */ error) => complain(page, error);
  const rows = keyed(list, (/** @type {string} */ key) => {
    const wished = /** @type {Wished} */ (told?.items.find((item) => keyOf(item) === key));
    const row = createRow(wished, { vote, propose: put, takeOff: remove }, fail);
    row.sync(page.state());
    return row;
  });
  const pages = createPages(watchlist, show, (error) => toTell(page, error));
  const foot = createListFoot(pages, ({ items }) => (items.length === 0 ? nothing() : null));

  /** @param {Wished} wished */
  const partOf = (wished) => rows.parts.get(keyOf(wished))?.dom;

  /** @param {Wished} wished */
  async function put(wished) {
    const proposal = await putUp(page, newFilm(wished.film), (id) =>
      withdraw(page, id).then(pages.renew),
    );
    const now = { ...wished, state: /** @type {const} */ ("open"), proposal_id: proposal.id };
    pages.replace(now);
    focusIn(partOf(now));
  }

  /** @param {Wished} wished */
  async function remove(wished) {
    const row = partOf(wished);
    const near = row?.nextElementSibling ?? row?.previousElementSibling;
    await takeOff(page, wished, pages.begin);
    pages.drop(wished.id);
    if (!focusIn(near)) leave();
  }

  /** @param {Told} next */
  function show(next) {
    told = next;
    rows.sync(told.items.map(keyOf));
    attr(list, "aria-busy", told.isAsking ? "true" : null);
    foot.sync(told);
  }

  /** @param {State} state */
  function sync(state) {
    for (const row of rows.parts.values()) row.sync(state);
  }

  return { nodes: [list, ...foot.nodes], pages, sync };
}

/**
 * The films that a member would like to see. Nobody else sees the list.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create(verbs) {
  const title = elt("h1", { class: "page-title", tabindex: -1 }, say("title.watchlist"));
  const lead = elt("p", { class: "sheet-lead" }, say("watchlist.lead"));
  const room = elt("p", { class: "watchlist-room" });
  const href = at("/propose");
  const find = elt("a", { class: "button button-plain", href }, say("watchlist.find"));
  const films = createFilms(verbs, () => title.focus({ preventScroll: true }));
  const list = elt("div", { class: "paged-list" }, ...films.nodes);
  const dom = elt("section", { class: "watchlist" }, title, lead, room, find, list);
  /** Whose list is shown; 0: none is. */
  let shown = 0;

  /** @param {State} state */
  function sync(state) {
    const isOpen = state.route.name === "watchlist";
    const next = isOpen ? (memberOf(state)?.id ?? 0) : 0;
    if (next !== shown) films.pages.forget();
    if (next && next !== shown) films.pages.begin();
    shown = next;
    if (!next) return;
    const left = roomLeft(state);
    line(room, left && used(left));
    films.sync(state);
  }

  verbs.page.asks.add(async () => void (shown && (await films.pages.renew())));
  return { dom, sync };
}
