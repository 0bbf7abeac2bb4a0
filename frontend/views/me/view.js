import { disc } from "../../components/vote.js";
import { attr, elt, fill, text } from "../../dom.js";
import { date } from "../../times.js";
import { at } from "../../root.js";
import { letters, ownCount } from "../../state.js";
import { say } from "../../words/say.js";
import { createData, createFilms } from "./data.js";
import { createBeside, createLeave, createOut } from "./end.js";
import { createLanguage } from "./language.js";
import { createLook } from "./look.js";
import { createOwnPanel } from "./own_link.js";
import { createPassword } from "./password.js";
import { createSessions } from "./sessions.js";
import { createTokens } from "./tokens.js";

/**
 * One's own page.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create(verbs) {
  const panels = createPanels(verbs);
  const head = createHead(verbs, panels.toOwnLink);
  const dom = elt("section", { class: "me" }, head.dom, panels.left, panels.right);
  /** Whose page it is now; 0: it is closed. */
  let shown = 0;

  /** @param {State} state */
  function sync(state) {
    const { me, route } = state;
    const next = route.name === "me" && me ? me.id : 0;
    if (next !== shown) for (const part of [head, panels]) part.forget();
    if (me) {
      head.sync(state, me);
      panels.sync(state, me);
    }
    if (next !== shown && me && next) panels.load(me);
    shown = next;
  }

  return { dom, sync };
}

/** Who one is here, and the way out. @param {Verbs} verbs @param {() => void} toOwnLink */
function createHead({ page, complain }, toOwnLink) {
  const face = elt("div", { class: "me-face" });
  const title = elt("h1", { class: "page-title", dir: "auto" });
  const since = elt("p", { class: "sheet-lead" });
  const list = elt("a", { class: "me-happened", href: at("/me/watchlist") }, say("me.watchlist"));
  const bring = elt("a", { class: "me-happened", href: at("/me/import") }, say("title.imports"));
  const screen = elt("a", { class: "me-happened", href: at("/screen") }, say("title.screen"));
  const log = elt("a", { class: "me-happened", href: at("/activity") }, say("me.happened"));
  const out = createOut(page, complain, toOwnLink);
  const ways = elt("div", { class: "me-ways" }, list, bring, screen, log, ...out.buttons);
  const words = elt("div", {}, title, since, ways, out.note);
  const dom = elt("div", { class: "me-head" }, face, words);

  /** @param {State} state @param {Me} me */
  function sync(state, me) {
    fill(face, disc(me, letters(state)));
    text(title, me.name);
    text(since, sinceOf(me, ownCount(state)));
    for (const way of [list, bring, screen, log]) attr(way, "hidden", me.state !== "active");
    out.sync(state);
  }

  return { dom, sync, forget: out.forget };
}

/** @param {Me} me @param {number} used */
function sinceOf({ role, created_at, proposal_limit }, used) {
  const since = date(created_at, Date.now());
  const films = say("films", { count: proposal_limit });
  return say(role === "admin" ? "me.since-admin" : "me.since-member", { date: since, used, films });
}

/** @param {Verbs} verbs */
function createPanels({ page, complain }) {
  const admin = createAdminPanel();
  const look = createLook(page);
  const language = createLanguage(page);
  const own = createOwnPanel(page);
  const sessions = createSessions(page, complain);
  const beside = createBeside();
  const password = createPassword(page, async () => {
    await Promise.all([sessions.load(), tokens.load()]);
  });
  const tokens = createTokens(password.offerEnding);
  const films = createFilms();
  const data = createData();
  const leave = createLeave(page, complain);
  const left = [admin, look.dom, language.dom, own.dom, sessions.dom];
  const right = [password.dom, beside.dom, tokens.dom, films.dom, data.dom, leave.dom];

  /** @param {State} state @param {Me} me */
  function sync(state, me) {
    attr(admin, "hidden", me.role !== "admin");
    attr(tokens.dom, "hidden", me.state !== "active");
    for (const part of [look, password, films]) part.sync(me);
    language.sync(state, me);
    for (const part of [own, beside]) part.sync(state);
  }

  /** @param {Me} me */
  function load({ state }) {
    sessions.load();
    if (state === "active") tokens.load();
  }

  /** What one member has typed, and was shown, is not there for the next. */
  function forget() {
    for (const part of [look, own, sessions, password, tokens, films, data, leave]) part.forget();
  }

  return {
    left: elt("div", { class: "me-side" }, ...left),
    right: elt("div", { class: "me-side" }, ...right),
    sync,
    load,
    forget,
    toOwnLink: own.focus,
  };
}

/** The ways that only admins have. */
const createAdminPanel = () =>
  elt(
    "section",
    { class: "panel me-admin" },
    elt("h2", {}, say("me.admins")),
    elt("p", { class: "me-note" }, say("me.admins-note")),
    elt(
      "div",
      { class: "me-ways" },
      elt("a", { class: "button button-plain", href: at("/club") }, say("me.club")),
      elt("a", { class: "button button-plain", href: at("/cache") }, say("me.film-data")),
    ),
  );
