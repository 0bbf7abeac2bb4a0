import { complain } from "../../actions.js";
import { busy, createButton } from "../../components/form.js";
import { createStars } from "../../components/stars.js";
import { attr, elt, focusMain, on, text } from "../../dom.js";
import { memberOf } from "../../state.js";
import { say } from "../../words/say.js";
import * as calls from "../watched/calls.js";
import { noteRating } from "../watched/watched.js";
import { unwatch } from "./actions.js";

/** To the question, all of it, from wherever the reader has scrolled. @param {HTMLElement} dom @param {HTMLElement} title */
function lead(dom, title) {
  title.focus({ preventScroll: true });
  dom.scrollIntoView({ block: "nearest" });
}

/** @typedef {{reader: number, id: number, film: TonightShort}} Asked who, after which screening, about what */

/** @param {Element} stars */
function createFace(stars) {
  const title = elt("h2", { class: "night-how", id: "night-how", dir: "auto", tabindex: -1 });
  const undo = createButton("quiet", say("tonight.undo"));
  const done = createButton("plain", say("tonight.done"));
  const acts = elt("div", { class: "night-acts" }, done, undo);
  const about = { class: "night-rating", "aria-labelledby": title.id, hidden: true };
  return { dom: elt("section", about, title, stars, acts), title, undo, done };
}

/**
 * What follows the film: stars for it, and the way back for whoever has pressed too soon.
 * @param {Page} page
 */
export function createRating(page) {
  /** @type {Asked | null} */
  let asked = null;
  const stars = createStars(rate, (error) => complain(page, error));
  const { dom, title, undo, done } = createFace(stars.dom);

  /** @param {number | null} given */
  function show(given) {
    if (asked) stars.sync(given, say("tonight.stars", { title: asked.film.title }), asked);
  }

  /** @param {number | null} given @param {{id: number}} screening */
  async function rate(given, { id }) {
    const answer = calls.rate(id, given);
    await noteRating(page, answer);
    if (asked?.id === id) show((await answer).stars);
  }

  function forget() {
    asked = null;
    attr(dom, "hidden", true);
  }

  function close() {
    forget();
    focusMain();
  }

  /** @param {Asked} next */
  function open(next) {
    asked = next;
    text(title, say("tonight.how", { title: next.film.title }));
    attr(dom, "hidden", false);
    show(null);
    lead(dom, title);
  }

  async function takeBack() {
    if (asked && (await unwatch(page, asked.id, asked.film))) close();
  }

  /** Whoever comes next is not asked. @param {State} state */
  function sync(state) {
    if (asked && asked.reader !== memberOf(state)?.id) forget();
  }

  on(done, "click", close);
  on(undo, "click", () => busy(undo, takeBack));
  return { dom, open, sync };
}
