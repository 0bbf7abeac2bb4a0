import { icon } from "../components/picture.js";
import { createNotice } from "../components/notice.js";
import { createToasts } from "../components/toasts.js";
import { disc } from "../components/vote.js";
import { attr, elt, on, text } from "../dom.js";
import { toTop } from "../motion.js";
import { filmOf, isAdmin, isClosed, letters, memberOf } from "../state.js";
import { titleOf } from "../tally.js";
import { createLaterRoom, createLaterSheet, loadAhead } from "./later.js";
import { createVoteView } from "./vote.js";

/** The whole page: one of five rooms, and the sheets over it. @param {Verbs} verbs */
export function createScreen(verbs) {
  const rooms = createRooms(verbs);
  const sheets = createSheets(verbs);
  const main = elt("main", { id: "main", tabindex: -1 });
  const masthead = createMasthead();
  const footer = createFooter();
  const toasts = createToasts((id) => verbs.dispatch({ type: "toast-gone", id }));
  const news = createNews(verbs);
  const views = [masthead, news, ...Object.values(rooms), footer];

  /** @param {State} state */
  function sync(state) {
    const room = rooms[roomOf(state)];
    if (main.firstChild !== room.dom) main.replaceChildren(room.dom);
    for (const view of [...views, ...openFirst(Object.values(sheets)), toasts]) view.sync(state);
    document.title = titleOfPage(state);
  }

  /** @param {HTMLElement} body */
  function mount(body) {
    body.querySelector(".shell")?.remove();
    const skip = body.querySelector(".skip");
    if (skip) on(skip, "click", (event) => skipTo(main, event));
    const dialogs = Object.values(sheets).map((sheet) => sheet.dom);
    body.append(masthead.dom, news.dom, main, footer.dom, ...dialogs, toasts.dom);
    loadAhead(body, { ...sheets, me: rooms.me, cache: rooms.cache });
  }

  return { mount, sync, mayBecome: rooms.vote.mayBecome };
}

/**
 * Past all that stands before the films, to the first of them.
 * @param {HTMLElement} main
 * @param {Event} event
 */
function skipTo(main, event) {
  const film = /** @type {HTMLElement | null} */ (main.querySelector(".card-link"));
  event.preventDefault();
  (film ?? main).focus();
}

/** What every view has in common but the vote page. */
const BEYOND = ["/styles/form.css", "/styles/sheet.css"];

/** The list is there at once; everything else is loaded when it is opened. @param {Verbs} verbs */
function createRooms(verbs) {
  /** @param {string} name @param {() => Promise<View>} load @param {string[]} styles */
  const later = (name, load, ...styles) =>
    createLaterRoom({
      isWanted: (state) => roomOf(state) === name,
      load,
      styles: [...BEYOND, ...styles],
    });
  return {
    vote: createVoteView(verbs),
    door: later("door", async () => (await import("./sign_in.js")).createDoor(verbs)),
    me: later("me", async () => (await import("./me.js")).createMeView(verbs)),
    cache: later(
      "cache",
      async () => (await import("./cache.js")).createCacheView(verbs),
      "/styles/cache.css",
    ),
    lost: createLost(),
  };
}

/** @param {Verbs} verbs */
function createSheets(verbs) {
  /** @param {Route["name"]} name @param {() => Promise<View>} load @param {string[]} styles */
  const later = (name, load, ...styles) =>
    createLaterSheet(
      { isWanted: (state) => sheetOf(state) === name, load, styles: [...BEYOND, ...styles] },
      verbs.dispatch,
    );
  return {
    film: later("film", async () => (await import("./film.js")).createFilmView(verbs)),
    propose: later(
      "propose",
      async () => (await import("./propose.js")).createProposeView(verbs),
      "/styles/propose.css",
    ),
    "sign-in": later("sign-in", async () => (await import("./sign_in.js")).createSignInView(verbs)),
  };
}

/** Few have anything to be told. @param {Verbs} verbs */
const createNews = (verbs) =>
  createLaterRoom({
    isWanted: (state) => Boolean(state.me?.notices.length) && roomOf(state) === "vote",
    load: async () => (await import("./notices.js")).createNotices(verbs),
    styles: ["/styles/news.css"],
  });

/** One sheet closes before the next opens: focus goes back, then on. @param {View[]} sheets */
const openFirst = (sheets) =>
  [...sheets].sort((a, b) => Number(isOpen(b.dom)) - Number(isOpen(a.dom)));

/** @param {HTMLElement} dom */
const isOpen = (dom) => dom.querySelector("dialog[open]") !== null;

/** The sheet that the address asks for. @param {State} state @returns {Route["name"] | null} */
function sheetOf(state) {
  const { name } = state.route;
  if (state.club === null || isClosed(state)) return null;
  return name === "propose" && memberOf(state) === null ? null : name;
}

/** @param {State} state @returns {'door' | 'vote' | 'me' | 'cache' | 'lost'} */
function roomOf(state) {
  const { name } = state.route;
  if (isClosed(state)) return "door";
  if (name === "cache" && memberOf(state)) return isAdmin(state) ? "cache" : "lost";
  if (name === "lost") return "lost";
  return name === "me" && state.me ? "me" : "vote";
}

/** @param {State} state */
function titleOfPage(state) {
  const club = state.club?.name ?? "Marquee";
  const { route } = state;
  const film = route.name === "film" ? filmOf(state, route.id) : null;
  if (film) return `${titleOf(film)} · ${club}`;
  const names = {
    propose: "Propose a film",
    "sign-in": "Sign in",
    me: "Me",
    cache: "Film data",
    lost: "Nothing here",
  };
  const place = roomOf(state) === "lost" ? "lost" : route.name;
  const name = Object.entries(names).find(([key]) => key === place)?.[1];
  return name ? `${name} · ${club}` : club;
}

/** What stands at an address that is none of the page's. @returns {View} */
function createLost() {
  const notice = createNotice();
  notice.sync({
    title: "There’s nothing here.",
    next: "The address may be mistyped, or was cut short on its way to you.",
    action: { label: "See the films up for a vote", href: "/" },
  });
  const title = elt("h1", { class: "visually-hidden" }, "Nothing here");
  return { dom: elt("section", {}, title, notice.dom), sync() {} };
}

/** Of the sources that want theirs to be seen. @type {Record<string, string>} */
const LOGOS = { tmdb: "TMDB" };

/** @param {Club["attributions"][number]} source */
function credit({ provider, text, url }) {
  const alt = LOGOS[provider] ?? null;
  const logo = alt && elt("img", { src: `/logos/${provider}.svg`, alt, width: 24, height: 24 });
  const words = url ? elt("a", { href: url, rel: "noopener noreferrer" }, text) : text;
  return elt("p", { class: "credit" }, logo, elt("span", {}, words));
}

/** What the sources of plots and posters ask to be shown. @returns {View} */
function createFooter() {
  const dom = elt("footer", { class: "footer" });
  /** @type {Club | null} */
  let shown = null;

  /** @param {State} state */
  function sync({ club, open, trouble }) {
    attr(dom, "hidden", !club?.attributions.length || (open === null && trouble === null));
    if (club === shown) return;
    shown = club;
    dom.replaceChildren(...(club?.attributions ?? []).map(credit));
  }

  return { dom, sync };
}

/** @param {string} href @param {string} name @param {string} label @param {Node} picture */
function createTab(href, name, label, picture) {
  const word = elt("span", { class: "tab-word", dir: "auto" }, label);
  const face = elt("span", { class: "tab-face" }, picture);
  const dom = elt("a", { class: `tab tab-${name}`, href }, face, word);
  on(dom, "click", () => dom.hasAttribute("aria-current") && toTop());
  return { dom, word, face };
}

/** The sign over the door, its bulbs, and the ways through the page. @returns {View} */
function createMasthead() {
  const sign = elt("a", { class: "sign", href: "/", dir: "auto" });
  const vote = createTab("/", "vote", "Vote", icon("ticket"));
  const propose = createTab("/propose", "propose", "Propose", icon("plus"));
  const me = createTab("/me", "me", "Me", icon("person"));
  const enter = createTab("/sign-in", "enter", "Sign in", icon("person"));
  const tabs = elt(
    "nav",
    { class: "tabs", "aria-label": "Main" },
    vote.dom,
    propose.dom,
    me.dom,
    enter.dom,
  );
  const bulbs = elt("div", { class: "bulbs", "aria-hidden": "true" });
  const dom = elt(
    "header",
    { class: "masthead" },
    elt("div", { class: "masthead-row" }, sign, tabs),
    bulbs,
  );
  /** @type {Map<string, string> | null} */
  let shown = null;

  /** @param {Self | null} member @param {Map<string, string>} known */
  function syncMember(member, known) {
    attr(me.dom, "hidden", member === null);
    attr(enter.dom, "hidden", member !== null);
    if (!member || known === shown) return;
    shown = known;
    me.face.replaceChildren(disc(member, known));
    text(me.word, member.name);
  }

  /** @param {State} state */
  function sync(state) {
    const { route, club } = state;
    text(sign, club?.name ?? "\u00a0");
    attr(tabs, "hidden", club === null || isClosed(state));
    attr(vote.dom, "aria-current", route.name === "vote" ? "page" : null);
    attr(me.dom, "aria-current", route.name === "me" ? "page" : null);
    syncMember(memberOf(state), letters(state));
  }

  return { dom, sync };
}
