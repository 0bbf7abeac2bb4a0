import { complain } from "../../actions.js";
import { busy, createButton } from "../../components/form.js";
import { createStars } from "../../components/stars.js";
import { attr, elt, focusMain, on, text } from "../../dom.js";
import { say } from "../../words/say.js";
import * as calls from "../watched/calls.js";
import { noteRating } from "../watched/watched.js";
import { unwatch } from "./actions.js";

/** To the question, all of it, from wherever the reader has scrolled. @param {HTMLElement} dom @param {HTMLElement} title */
function lead(dom, title) {
  title.focus({ preventScroll: true });
  dom.scrollIntoView({ block: "nearest" });
}

/**
 * What follows the film: stars for it, and the way back for whoever has pressed too soon.
 * @param {Page} page
 */
export function createRating(page) {
  /** @type {{screening: number, film: TonightShort} | null} */
  let asked = null;
  const title = elt("h2", { class: "night-how", id: "night-how", dir: "auto", tabindex: -1 });
  const stars = createStars(rate, (error) => complain(page, error));
  const undo = createButton("quiet", say("tonight.undo"));
  const done = createButton("plain", say("tonight.done"));
  const acts = elt("div", { class: "night-acts" }, done, undo);
  const face = { class: "night-rating", "aria-labelledby": title.id, hidden: true };
  const dom = elt("section", face, title, stars.dom, acts);

  /** @param {number | null} given */
  function show(given) {
    if (asked) stars.sync(given, say("tonight.stars", { title: asked.film.title }));
  }

  /** @param {number | null} given */
  async function rate(given) {
    if (!asked) return;
    const rated = await calls.rate(asked.screening, given);
    noteRating(page, rated);
    show(rated.stars);
  }

  /** Whoever comes next is not asked. */
  function forget() {
    asked = null;
    attr(dom, "hidden", true);
  }

  function close() {
    forget();
    focusMain();
  }

  /** @param {number} screening @param {TonightShort} film */
  function open(screening, film) {
    asked = { screening, film };
    text(title, say("tonight.how", { title: film.title }));
    attr(dom, "hidden", false);
    show(null);
    lead(dom, title);
  }

  async function takeBack() {
    if (asked && (await unwatch(page, asked.screening, asked.film))) close();
  }

  on(done, "click", close);
  on(undo, "click", () => busy(undo, takeBack));
  return { dom, open, forget };
}
