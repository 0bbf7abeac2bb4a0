import { ApiError } from "../../api.js";
import { homeOf } from "../../components/reach.js";
import { attr, elt, text } from "../../dom.js";
import { isAdmin, memberOf } from "../../state.js";
import { say } from "../../words/say.js";
import { invitation, isGood } from "./invited.js";
import { createMissing } from "./missing.js";

/** ms after which a server that gave no invitation is asked for one again. */
const AGAIN = 20_000;

/** Without its scheme, for people to type. @param {string} home */
const typed = (home) => home.replace(/^https?:\/\//, "").replace(/\/$/, "");

/** The QR code. If it can't be loaded, people can still type the address. */
function createCode() {
  const dom = elt("div", { class: "side-code" });
  let shown = "";

  /** @param {string} link @param {string} name */
  async function sync(link, name) {
    if (link === shown) return;
    shown = link;
    const code = await import("../../components/code.js").catch(() => null);
    if (link !== shown) return;
    if (code) dom.replaceChildren(code.drawCode(link, name));
    else shown = "";
  }

  return { dom, sync };
}

/** The screen's own invitation, while the reader may make one. @param {() => void} done */
function createInvited(done) {
  /** @type {Invitation | null} */
  let invited = null;
  /** Whose it is; "": there is none. */
  let asked = "";

  /** @param {string} mine */
  async function ask(mine) {
    const fresh = await invitation().catch((error) => {
      if (!(error instanceof ApiError)) throw error;
      return null;
    });
    if (mine !== asked) return;
    invited = fresh;
    if (!fresh) setTimeout(() => mine === asked && forget(), AGAIN);
    done();
  }

  /** @param {State} state */
  function sync(state) {
    const wants = isAdmin(state) && state.club?.sign_up === "invite";
    const key = wants ? String(memberOf(state)?.id) : "";
    if (key === asked && (invited === null || isGood(invited))) return;
    asked = key;
    invited = null;
    if (wants) ask(key);
  }

  /** Whoever comes next gets their own. */
  function forget() {
    [asked, invited] = ["", null];
  }

  return { sync, forget, secret: () => invited?.secret ?? "" };
}

/** The way in for whoever has a phone in their hand. */
function createWay() {
  const code = createCode();
  const words = elt("p", { class: "side-words" });
  const address = elt("p", { class: "side-address", dir: "ltr" });
  const dom = elt("div", { class: "way" }, code.dom, words, address);
  const invited = createInvited(() => club && show(club));
  /** @type {Club | null} */
  let club = null;

  /** @param {Club} now */
  function show(now) {
    const home = homeOf(now);
    attr(dom, "hidden", home === null);
    if (home === null) return;
    const secret = invited.secret();
    const joins = secret !== "" || now.sign_up === "open";
    const link = home + (joins ? "join" : "") + (secret && `#${secret}`);
    text(words, say(joins ? "screen.join" : "screen.vote"));
    text(address, typed(home));
    code.sync(link, say(secret ? "screen.code-join" : "screen.code-vote"));
  }

  /** @param {State} state */
  function sync(state) {
    ({ club } = state);
    invited.sync(state);
    if (club) show(club);
  }

  return { dom, sync, forget: invited.forget };
}

/** Beside the films: the way in, and who is awaited. @param {Page} page */
export function createSide(page) {
  const way = createWay();
  const missing = createMissing(page, settle);
  const parts = [way, missing];
  const dom = elt("div", { class: "side" }, ...parts.map((part) => part.dom));

  /** Without either the films have its room. */
  function settle() {
    attr(dom, "hidden", way.dom.hidden && missing.dom.hidden);
  }

  /** @param {State} state */
  function sync(state) {
    for (const part of parts) part.sync(state);
    settle();
  }

  return { dom, sync, forget: () => parts.forEach((part) => part.forget()) };
}
