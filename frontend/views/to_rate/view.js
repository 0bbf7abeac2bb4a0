import { complain } from "../../actions.js";
import { ApiError } from "../../api.js";
import { busy } from "../../components/form.js";
import { isOnVotePage, lieInCorner } from "../../components/corner.js";
import { createPoster, icon } from "../../components/picture.js";
import { createStars } from "../../components/stars.js";
import { attr, elt, focusMain, on, text } from "../../dom.js";
import { at } from "../../root.js";
import { isClosed } from "../../state.js";
import { titleOf } from "../../tally.js";
import { say } from "../../words/say.js";
import * as calls from "../watched/calls.js";
import { screeningPath, unask } from "../watched/watched.js";
import { dismiss, give } from "./actions.js";

/** How long, in ms, a film stays after it has been answered. */
const STAY_MS = 600;

/** Asked is only here. While there is no answer from the server its place is taken by what says so. @param {State} state */
const mayAsk = (state) =>
  isOnVotePage(state.route) && !isClosed(state) && state.trouble === null && state.me !== null;

/**
 * The card: the film, its stars, and the way to be asked no more.
 * @param {Page} page
 * @param {ReturnType<typeof createStay>["during"]} during an answer, and for a moment after it, the film stays
 */
function createCard(page, during) {
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

  /** @param {number | null} given @param {Screening} screening */
  const show = (given, screening) =>
    stars.sync(given, say("rate.yours", { title: titleOf(screening) }), screening);

  /** @param {number | null} wish @param {Screening} screening */
  async function answer(wish, screening) {
    if (wish === null) return;
    const isSeen = await during(() => give(page, screening, wish));
    if (isSeen && screening.id === shown?.id) show(wish, screening);
  }

  async function putAway() {
    const { id } = /** @type {Screening} */ (shown);
    await during(() => dismiss(page, id));
  }

  /** @param {boolean} isOver it has been answered for */
  const fade = (isOver) => attr(dom, "data-over", isOver);

  /** @param {Screening} screening */
  function sync(screening) {
    const title = titleOf(screening);
    shown = screening;
    poster.sync(screening.film);
    text(link, title);
    link.href = at(screeningPath(screening.id));
    clear();
    attr(away, "aria-label", say("rate.dismiss", { title }));
  }

  /** As whoever comes next finds it. */
  function clear() {
    if (shown) show(null, shown);
    fade(false);
  }

  return { dom, sync, fade, clear };
}

/**
 * What was answered for stays a moment: a second tap of the same finger answers for no other film, and
 * presses nothing that lies behind.
 * @param {Page} page
 * @param {() => void} end
 */
function createStay(page, end) {
  /** Whose answer it is; 0: nobody's. */
  let answerer = 0;
  let timer = 0;

  const isFor = (/** @type {State} */ { me }) => me?.id === answerer;

  function leave() {
    answerer = 0;
    end();
  }

  /** @param {() => Promise<void>} answer @returns {Promise<boolean>} whether whoever gave it still sits here */
  async function during(answer) {
    answerer = page.state().me?.id ?? 0;
    clearTimeout(timer);
    try {
      await answer();
      return isFor(page.state());
    } finally {
      clearTimeout(timer);
      timer = setTimeout(leave, STAY_MS);
    }
  }

  return { during, isFor };
}

/**
 * Asks how a film was, once the club has watched it: in a card that lies over
 * the end of the vote page, and moves nothing there; one at a time.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const stay = createStay(page, goOn);
  const card = createCard(page, stay.during);
  const dom = elt("section", { class: "corner to-rate", "aria-label": say("rate.question") });
  let asked = 0;

  /** What the reader is asked about first. @param {State} state @returns {number | null} */
  function askedOf(state) {
    if (!mayAsk(state)) return null;
    return stay.isFor(state) ? asked : (state.me?.to_rate[0] ?? null);
  }

  /** The focus stays here while there is a question, and goes on to the films. */
  function goOn() {
    const isFocused = dom.contains(document.activeElement);
    const next = askedOf(page.state());
    const isSame = next === asked;
    sync(page.state());
    if (!isFocused || isSame) return;
    if (next === null) focusMain();
    else dom.querySelector("a")?.focus({ preventScroll: true });
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
    if (stay.isFor(state)) card.fade(!state.me?.to_rate.includes(asked));
    else card.clear();
    if (id !== null && id !== asked) show(id);
  }

  return { dom, sync };
}
