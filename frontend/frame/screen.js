import { createToasts } from "../components/toasts.js";
import { elt, focusMain, on } from "../dom.js";
import { placeOf, places } from "../places.js";
import { filmOf, hasOthers, isAdmin, isClosed, isNight, memberOf } from "../state.js";
import { titleOf } from "../tally.js";
import { createVoteView } from "../views/vote/view.js";
import { isKnown, say } from "../words/say.js";
import { createFooter } from "./footer.js";
import { createLaterRoom, createLaterSheet, loadAhead } from "./later.js";
import { createMasthead } from "./masthead.js";

/** The whole page: one of its rooms, and the sheets over it. @param {Verbs} verbs */
export function createScreen(verbs) {
  const tonight = createTonight(verbs);
  const vote = createVoteView(verbs, tonight);
  const later = createLaterViews(verbs);
  /** @type {Record<string, View>} */
  const rooms = { ...later.rooms, vote };
  const sheets = Object.values(later.sheets);
  const main = elt("main", { id: "main", tabindex: -1 });
  const masthead = createMasthead();
  const footer = createFooter();
  const toasts = createToasts((id) => verbs.dispatch({ type: "toast-gone", id }));
  const news = createNews(verbs);
  const keep = createKeep(verbs);
  const seats = createSeats(verbs);
  const prompt = createPrompt(verbs);
  const views = [masthead, keep, news, prompt, ...Object.values(rooms), footer, seats];

  /** @param {State} state */
  function sync(state) {
    const room = rooms[roomOf(state)];
    if (main.firstChild !== room.dom) enter(main, room.dom);
    for (const view of [...views, ...openFirst(sheets), toasts]) view.sync(state);
    entitle(state);
  }

  /** @param {HTMLElement} body */
  function mount(body) {
    body.querySelector(".shell")?.remove();
    const skip = body.querySelector(".skip");
    if (skip) on(skip, "click", (event) => skipTo(main, event));
    const dialogs = sheets.map((sheet) => sheet.dom);
    const frame = [masthead, keep, news, prompt, { dom: main }, footer, seats];
    body.append(...frame.map((part) => part.dom), ...dialogs, toasts.dom);
    loadAhead(body, { ...later.rooms, ...later.sheets });
  }

  return { mount, sync, mayBecome: vote.mayBecome, ahead: tonight.ahead };
}

/** Whoever was in one room is taken along into the next. @param {HTMLElement} main @param {HTMLElement} room */
function enter(main, room) {
  const wasInside = main.contains(document.activeElement);
  main.replaceChildren(room);
  if (wasInside) focusMain();
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

/**
 * The list is there at once; everything else is loaded when it is opened.
 * @param {Verbs} verbs
 */
function createLaterViews(verbs) {
  /** @type {Record<string, LaterView>} */
  const rooms = {};
  /** @type {Record<string, LaterView>} */
  const sheets = {};
  for (const { name, as, load, style, words } of places) {
    if (!load) continue;
    const isRoom = as === "room";
    /** @param {State} state */
    const isWanted = (state) => (isRoom ? roomOf(state) : sheetOf(state)) === name;
    const parts = { isWanted, load: programOf(verbs, load), style, words };
    if (isRoom) rooms[name] = createLaterRoom(parts);
    else sheets[name] = createLaterSheet(parts, verbs.dispatch);
  }
  return { rooms, sheets };
}

/** @param {Verbs} verbs @param {() => Promise<Program>} load */
const programOf = (verbs, load) => async () => {
  const { create } = await load();
  return () => {
    entitle(verbs.page.state());
    return create(verbs);
  };
};

/** Few have anything to be told. @param {Verbs} verbs */
const createNews = (verbs) =>
  createLaterRoom({
    isWanted: (state) => Boolean(state.me?.notices.length) && roomOf(state) === "vote",
    load: programOf(verbs, () => import("../views/notices/view.js")),
    style: ["/styles/corner.css", "/views/notices/style.css"],
    words: ["notices"],
  });

/** Who has seen a film is asked how it was. @param {Verbs} verbs */
const createPrompt = (verbs) =>
  createLaterRoom({
    isWanted: (state) => Boolean(state.me?.to_rate.length) && roomOf(state) === "vote",
    load: programOf(verbs, () => import("../views/to_rate/view.js")),
    style: ["/styles/corner.css", "/styles/stars.css", "/views/to_rate/style.css"],
    words: ["watched"],
  });

/** Who has just joined is offered their own link. @param {Verbs} verbs */
const createKeep = (verbs) =>
  createLaterRoom({
    isWanted: (state) => state.ownLink !== "" && roomOf(state) === "vote",
    load: programOf(verbs, () => import("../views/keep/view.js")),
    style: ["/styles/link.css", "/views/keep/style.css"],
    words: ["links", "keep"],
  });

/** A film that is settled, and for admins the way to settle on one. @param {Verbs} verbs */
const createTonight = (verbs) =>
  createLaterRoom({
    isWanted: (state) => isNight(state, state.club?.tonight),
    load: programOf(verbs, () => import("../views/tonight/view.js")),
    style: ["/views/tonight/style.css"],
    words: ["tonight"],
  });

/** Most browsers are one person's. @param {Verbs} verbs */
const createSeats = (verbs) =>
  createLaterRoom({
    isWanted: hasOthers,
    load: programOf(verbs, () => import("../views/seats/view.js")),
    style: ["/views/seats/style.css"],
    words: ["seats"],
  });

/** One sheet closes before the next opens: focus goes back, then on. @param {View[]} sheets */
const openFirst = (sheets) =>
  [...sheets].sort((a, b) => Number(isOpen(b.dom)) - Number(isOpen(a.dom)));

/** @param {HTMLElement} dom */
const isOpen = (dom) => dom.querySelector("dialog[open]") !== null;

/** The sheet that the address asks for. @param {State} state @returns {Place["name"] | null} */
function sheetOf(state) {
  const { name, who } = placeOf(state.route.name);
  if (state.club === null || isClosed(state)) return null;
  return who !== "visitor" && memberOf(state) === null ? null : name;
}

/** The room that the address asks for, as far as the reader may see it. @param {State} state @returns {Place["name"]} */
function roomOf(state) {
  const { name, as, over = "vote", who, link } = placeOf(state.route.name);
  const isOwn = name === "me" && state.me !== null;
  if (isClosed(state) && !link && !isOwn) return "door";
  const isForAdmins = who === "admin" && memberOf(state) !== null;
  if (isForAdmins && !isAdmin(state)) return "lost";
  if (as === "sheet") return over;
  return isForAdmins || who === "visitor" || state.me ? name : "vote";
}

/** The window's title; what a view is called comes with its words. @param {State} state */
function entitle(state) {
  const club = state.club?.name ?? "Marquee";
  const { route } = state;
  const film = route.name === "film" ? filmOf(state, route.id) : null;
  const { title: key } = placeOf(route.name);
  const title = film ? titleOf(film) : key && isKnown(key) && say(key);
  document.title = title ? `${title} · ${club}` : club;
}
