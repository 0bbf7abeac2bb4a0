import { attr, elt } from "../../dom.js";
import { places } from "../../places.js";
import { at } from "../../root.js";
import { say } from "../../words/say.js";

/** The pages of whoever looks after the club, in their order. */
const PAGES = ["club", "invitations", "settings", "activity", "cache"];

/** Brings the page one is on into sight, once the row has its width. @param {HTMLElement} nav */
function showCurrent(nav) {
  const link = /** @type {HTMLElement | null} */ (nav.querySelector("[aria-current]"));
  if (link) nav.scrollLeft = link.offsetLeft - (nav.clientWidth - link.offsetWidth) / 2;
}

/** @param {Place} place @param {string} current */
function createLink({ name, path, title }, current) {
  const dom = elt("a", { href: at(path ?? "/") }, title && say(title));
  attr(dom, "aria-current", name === current ? "page" : null);
  return dom;
}

/**
 * What stands over each of these pages: its title, what it is for, and the way to the others. It wants
 * the words of "club" and /styles/club.css.
 * @param {Place["name"]} current
 * @param {string | Node} lead
 */
export function createClubHead(current, lead) {
  const here = PAGES.flatMap((page) => places.find(({ name }) => name === page) ?? []);
  const links = here.map((place) => createLink(place, current));
  const title = places.find(({ name }) => name === current)?.title;
  const nav = elt("nav", { class: "club-nav reel", "aria-label": say("club.pages") }, ...links);
  new ResizeObserver(() => showCurrent(nav)).observe(nav);
  return elt(
    "header",
    { class: "club-head" },
    nav,
    elt("h1", { class: "page-title", tabindex: -1 }, title ? say(title) : ""),
    elt("p", { class: "sheet-lead" }, lead),
  );
}
