import { icon } from "../components/picture.js";
import { disc } from "../components/vote.js";
import { attr, elt, fill, on, text } from "../dom.js";
import { toTop } from "../motion.js";
import { placeOf } from "../places.js";
import { at } from "../root.js";
import { isPlain } from "../router.js";
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
  on(dom, "click", (event) => isPlain(event) && dom.hasAttribute("aria-current") && toTop());

  /** @param {Place["name"]} current */
  const sync = (current) => attr(dom, "aria-current", current === place ? "page" : null);

  return { dom, word, face, sync };
}

/** @param {HTMLElement} sign @param {string} name */
function write(sign, name) {
  text(sign, name);
  sign.classList.toggle("sign-long", name.length > SHORT);
}

/** The ways through the page. */
function createTabs() {
  const vote = createTab("vote", say("nav.vote"), "ticket");
  const watched = createTab("watched", say("nav.watched"), "star");
  const propose = createTab("propose", say("nav.propose"), "plus");
  const self = createTab("me", say("nav.me"), "person");
  const enter = createTab("sign-in", say("nav.sign-in"), "person");
  const all = [vote, watched, propose, self, enter];
  const name = { class: "tabs", "aria-label": say("nav.main") };
  const dom = elt("nav", name, ...all.map((tab) => tab.dom));

  /** @param {State} state */
  function sync(state) {
    const { route, club, me } = state;
    const asks = Boolean(me?.to_rate.length);
    attr(dom, "hidden", club === null || isClosed(state) || placeOf(route.name).link === true);
    for (const tab of all) tab.sync(placeOf(route.name).over ?? route.name);
    attr(watched.dom, "aria-label", asks && say("nav.to-rate"));
    watched.face.classList.toggle("has-dot", asks);
    const member = memberOf(state);
    attr(self.dom, "hidden", member === null);
    attr(enter.dom, "hidden", member !== null);
    if (!member) return;
    fill(self.face, disc(member, letters(state)));
    text(self.word, member.name);
  }

  return { dom, sync };
}

/** The sign over the door, its bulbs, and the ways through the page. @returns {View} */
export function createMasthead() {
  const sign = elt("a", { class: "sign", href: at("/"), dir: "auto" });
  const tabs = createTabs();
  const row = elt("div", { class: "masthead-row" }, sign, tabs.dom);
  const bulbs = elt("div", { class: "bulbs", "aria-hidden": "true" });
  const dom = elt("header", { class: "masthead" }, row, bulbs);

  /** @param {State} state */
  function sync(state) {
    write(sign, state.club?.name ?? "\u00a0");
    tabs.sync(state);
  }

  return { dom, sync };
}
