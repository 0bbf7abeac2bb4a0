import { icon } from "../components/picture.js";
import { disc } from "../components/vote.js";
import { attr, elt, on, text } from "../dom.js";
import { toTop } from "../motion.js";
import { placeOf } from "../places.js";
import { at } from "../root.js";
import { isClosed, letters, memberOf } from "../state.js";
import { say } from "../words/say.js";

/** A name with more characters than this has two lines. */
const SHORT = 18;

/**
 * @param {Place["name"]} place where it leads
 * @param {string} label
 * @param {Parameters<typeof icon>[0]} picture
 */
function createTab(place, label, picture) {
  const word = elt("span", { class: "tab-word", dir: "auto" }, label);
  const face = elt("span", { class: "tab-face" }, icon(picture));
  const dom = elt(
    "a",
    { class: `tab tab-${place}`, href: at(placeOf(place).path ?? "/") },
    face,
    word,
  );
  on(dom, "click", () => dom.hasAttribute("aria-current") && toTop());
  return { dom, word, face };
}

/** @param {HTMLElement} sign @param {string} name */
function write(sign, name) {
  text(sign, name);
  sign.classList.toggle("sign-long", name.length > SHORT);
}

/** The sign over the door, its bulbs, and the ways through the page. @returns {View} */
export function createMasthead() {
  const sign = elt("a", { class: "sign", href: at("/"), dir: "auto" });
  const vote = createTab("vote", say("nav.vote"), "ticket");
  const propose = createTab("propose", say("nav.propose"), "plus");
  const me = createTab("me", say("nav.me"), "person");
  const enter = createTab("sign-in", say("nav.sign-in"), "person");
  const tabs = elt(
    "nav",
    { class: "tabs", "aria-label": say("nav.main") },
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
    write(sign, club?.name ?? "\u00a0");
    attr(tabs, "hidden", club === null || isClosed(state) || placeOf(route.name).link === true);
    attr(vote.dom, "aria-current", route.name === "vote" ? "page" : null);
    attr(me.dom, "aria-current", route.name === "me" ? "page" : null);
    syncMember(memberOf(state), letters(state));
  }

  return { dom, sync };
}
