import { complain } from "../../actions.js";
import { ApiError } from "../../api.js";
import { busy } from "../../components/form.js";
import { isOnVotePage, lieInCorner } from "../../components/corner.js";
import { createPoster, icon } from "../../components/picture.js";
import { createStars } from "../../components/stars.js";
import { attr, elt, on, text } from "../../dom.js";
import { at } from "../../root.js";
import { isClosed } from "../../state.js";
import { titleOf } from "../../tally.js";
import { say } from "../../words/say.js";
import * as calls from "../watched/calls.js";
import { screeningPath, unask } from "../watched/watched.js";
import { dismiss, give } from "./actions.js";

/**
 * What the reader is asked about first; null: nothing, or not here. While there is no answer from the
 * server its place is taken by what says so.
 * @param {State} state
 */
function askedOf(state) {
  const isQuiet = isOnVotePage(state.route) && !isClosed(state) && state.trouble === null;
  return isQuiet ? (state.me?.to_rate[0] ?? null) : null;
}

/**
 * The card: the film, its stars, and the way to be asked no more.
 * @param {Page} page
 * @param {() => void} goOn once it is answered
 */
function createCard(page, goOn) {
  /** @type {Screening | null} */
  let shown = null;
  const poster = createPoster({ sizes: "52px", eager: true });
  const link = elt("a", { class: "to-rate-film", dir: "auto" });
  const question = elt("p", { class: "to-rate-question" }, say("rate.question"));
  const stars = createStars(answer, (error) => complain(page, error));
  const away = elt("button", { class: "to-rate-away", type: "button" }, icon("close"));
  const words = elt("div", { class: "to-rate-words" }, question, link);
  const dom = elt("div", { class: "strip to-rate-card" }, poster.dom, words, stars.dom, away);
  on(away, "click", () => busy(away, putAway));

  /** @param {number | null} wish @param {Screening} screening */
  async function answer(wish, screening) {
    if (wish === null) return;
    await give(page, screening, wish);
    goOn();
  }

  async function putAway() {
    if (shown) await dismiss(page, shown.id);
    goOn();
  }

  /** @param {Screening} screening */
  function sync(screening) {
    const title = titleOf(screening);
    shown = screening;
    poster.sync(screening.film);
    text(link, title);
    link.href = at(screeningPath(screening.id));
    stars.sync(null, say("rate.yours", { title }), screening);
    attr(away, "aria-label", say("rate.dismiss", { title }));
  }

  return { dom, sync };
}

/**
 * Asks how a film was, once the club has watched it: in a card that lies over
 * the end of the vote page, and moves nothing there; one at a time.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const card = createCard(page, goOn);
  const dom = elt("section", { class: "corner to-rate", "aria-label": say("rate.question") });
  let asked = 0;

  /** The focus stays here while there is a question, and goes on to the films. */
  function goOn() {
    const isOver = askedOf(page.state()) === null;
    const next = isOver ? document.getElementById("main") : dom.querySelector("a");
    next?.focus({ preventScroll: true });
  }

  /** @param {number} id */
  async function show(id) {
    asked = id;
    try {
      const screening = await calls.screening(id);
      if (asked !== id) return;
      card.sync(screening);
      if (!card.dom.isConnected) dom.replaceChildren(card.dom); // else the focus would be lost
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (asked === id) asked = 0; // the next poll asks again
      if (error.slug === "not-found") unask(page, id);
    }
  }

  /** @param {State} state */
  function sync(state) {
    const id = askedOf(state);
    lieInCorner(dom, id !== null);
    if (id !== null && id !== asked) show(id);
  }

  return { dom, sync };
}
