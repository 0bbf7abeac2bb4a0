import { attr, elt } from "../../dom.js";
import { filmOf } from "../../state.js";
import { keysOf } from "../tonight/seen.js";
import { createBoard } from "./board.js";
import { castOf } from "./cast.js";
import { createCurtain } from "./curtain.js";
import { createNight, createStory } from "./scene.js";
import { createSide } from "./side.js";

/** How long (ms) a film fills the screen after somebody opens it. */
const LOOK = 60_000;

/**
 * A film that somebody has opened. It fills the screen for a while, then goes by itself.
 * @param {() => void} changed
 */
function createLook(changed) {
  /** 0: nobody looks at one. */
  let film = 0;
  let timer = 0;

  /** @param {number} id */
  function look(id) {
    clearTimeout(timer);
    film = id;
    if (id) timer = window.setTimeout(() => look(0), LOOK);
    changed();
  }

  return { look, now: () => film };
}

/** What can fill the screen. @param {Page} page @param {(id: number) => void} look at a film */
function createScenes(page, look) {
  const board = createBoard(look);
  const side = createSide(page);
  const night = createNight();
  const story = createStory();
  const glow = elt("div", { class: "screen-glow", "aria-hidden": "true" });
  const vote = elt("div", { class: "screen-vote" }, board.dom, side.dom);

  /** @param {State} state @param {Tonight | null} tonight @param {number} looked */
  function sync(state, tonight, looked) {
    attr(night.dom, "hidden", tonight === null);
    attr(story.dom, "hidden", tonight !== null || !looked);
    attr(vote, "hidden", tonight !== null || Boolean(looked));
    if (state.club && tonight) night.sync(state, tonight, state.club.time_zone);
    else if (looked) story.sync(state, looked);
    board.sync(state);
    side.sync(state);
    glow.style.color = lightOf(state, tonight, looked) ?? "";
  }

  return { parts: [vote, story.dom, night.dom], glow, board, story, sync, forget: side.forget };
}

/** The colour of what is largest. @param {State} state @param {Tonight | null} tonight @param {number} looked */
const lightOf = (state, tonight, looked) =>
  (tonight ?? filmOf(state, looked)?.film ?? castOf(state).leads[0]?.film)?.poster?.color;

/**
 * Which film is tonight's: a new one appears behind the curtain.
 * @param {() => void} changed
 */
function createEvening(changed) {
  const curtain = createCurtain();
  /** The films that are shown, and those that are to be; null: nothing yet. @type {string | null} */
  let shown = null;
  let wanted = "";

  function change() {
    shown = wanted;
    changed();
  }

  /** @param {State} state @returns {boolean} whether it is another one */
  function sync({ club }) {
    const key = keysOf(club?.tonight ?? null).join();
    const isOther = key !== wanted || shown === null;
    wanted = key;
    if (isOther && key) curtain.play(change, shown === null);
    else if (isOther) change();
    else if (shown === wanted) changed();
    return isOther;
  }

  function forget() {
    [shown, wanted] = [null, ""];
    curtain.stop();
  }

  /** @param {State} state */
  const filmOn = ({ club }) => (shown && club?.tonight) || null;

  return { curtain: curtain.dom, sync, forget, filmOn };
}

/** What fills the screen: the vote, a film that somebody looks at, or tonight's. @param {Page} page */
export function createStage(page) {
  const scenes = createScenes(page, (id) => turnTo(id));
  const { board, story, glow } = scenes;
  const looking = createLook(paint);
  const evening = createEvening(paint);
  const dom = elt("div", { class: "screen-stage" }, ...scenes.parts);
  /** @type {State | null} */
  let latest = null;

  function paint() {
    if (latest) scenes.sync(latest, evening.filmOn(latest), looked(latest));
  }

  /** The film that somebody looks at; 0: none. @param {State} state */
  const looked = (state) =>
    evening.filmOn(state) || !filmOf(state, looking.now()) ? 0 : looking.now();

  /** @param {State} state @returns {boolean} whether it is another evening */
  function sync(state) {
    latest = state;
    return evening.sync(state);
  }

  /** @param {number} id */
  function turnTo(id) {
    looking.look(id);
    story.focus();
  }

  /** @param {number} step @returns {boolean} whether a film fills the screen */
  function turn(step) {
    const ids = board.ids();
    const at = latest ? ids.indexOf(looked(latest)) : -1;
    if (at >= 0) turnTo(ids[(at + step + ids.length) % ids.length]);
    return at >= 0;
  }

  /** @returns {boolean} whether there was a film to turn from */
  function back() {
    const before = latest ? looked(latest) : 0;
    if (before) looking.look(0);
    if (before) board.focus(before);
    return before !== 0;
  }

  function forget() {
    latest = null;
    looking.look(0);
    for (const part of [evening, scenes]) part.forget();
  }

  return { dom, glow, curtain: evening.curtain, sync, turn, back, forget };
}
