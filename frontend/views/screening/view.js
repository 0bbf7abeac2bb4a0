import { createAsking } from "../../asking.js";
import { createNotice } from "../../components/notice.js";
import { createSheet } from "../../components/sheet.js";
import { attr } from "../../dom.js";
import { explain } from "../../errors.js";
import { at } from "../../root.js";
import { isClosed } from "../../state.js";
import { say } from "../../words/say.js";
import { toTell } from "../club/refusals.js";
import * as calls from "../watched/calls.js";
import { watchedOf } from "../watched/watched.js";
import { createCare } from "./care.js";
import { createStory } from "./story.js";

/** The one that the address asks for; null: none. @param {State} state */
function idOf(state) {
  const { route, club } = state;
  return route.name === "screening" && club !== null && !isClosed(state) ? route.id : null;
}

/** @param {ApiError | null} trouble @returns {Message} */
function absence(trouble) {
  if (!trouble) return { title: say("film.moment"), next: "" };
  const action = { label: say("watched.see-all"), href: at("/watched") };
  if (trouble.slug !== "not-found") return { ...explain(trouble), action };
  return { title: say("screening.none"), next: say("screening.none-next"), action };
}

/**
 * What the server tells of a screening.
 * @param {Page} page
 * @param {() => void} told
 */
function createTelling(page, told) {
  /** @type {ScreeningStory | null} */
  let story = null;
  /** @type {ApiError | null} */
  let trouble = null;
  const begin = createAsking();

  /** @param {number} id */
  async function ask(id) {
    const isWanted = begin();
    try {
      const answer = await calls.screening(id);
      if (!isWanted()) return;
      story = answer;
      trouble = null;
    } catch (error) {
      if (!isWanted()) return;
      trouble = toTell(page, error);
      if (trouble?.slug === "not-found") story = null;
    }
    told();
  }

  function forget() {
    begin();
    story = null;
    trouble = null;
  }

  return { ask, forget, story: () => story, trouble: () => trouble };
}

/**
 * The sheet around it.
 * @param {ReturnType<typeof createStory>} story
 * @param {() => void} leave
 */
function createFrame(story, leave) {
  const notice = createNotice();
  /** @type {number | null} */
  let shown = null;
  const home = () =>
    /** @type {HTMLElement | null} */ (document.querySelector(`#showing-${shown} a`));
  const parts = { name: "screening", title: story.title, leave, home };
  const sheet = createSheet(parts, story.dom, notice.dom);

  /**
   * @param {State} state
   * @param {ScreeningStory | null} told
   * @param {ApiError | null} trouble
   */
  function sync(state, told, trouble) {
    shown = idOf(state);
    attr(story.dom, "hidden", told === null);
    notice.sync(told ? null : absence(trouble));
    if (told) story.sync(state, told);
    return sheet.show(true);
  }

  return { dom: sheet.dom, sync, shut: () => sheet.show(false) };
}

/**
 * The sheet of one screening, open while the address is its own.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page, leave }) {
  const telling = createTelling(page, () => sync(page.state()));
  const care = createCare(page, again);
  const frame = createFrame(createStory(page, care), () => leave("/watched"));
  /** What has been asked for: by whom, which, after which rating. @type {string[]} */
  let asked = [];

  async function again() {
    const id = idOf(page.state());
    if (id !== null) await telling.ask(id);
  }

  /** @param {State} state @param {number} id */
  function ask(state, id) {
    const { reader, rated } = watchedOf(state);
    const key = [`${reader} ${id}`, rated?.screening_id === id ? JSON.stringify(rated) : ""];
    if (key.join() === asked.join()) return;
    if (key[0] !== asked[0]) telling.forget();
    asked = key;
    telling.ask(id);
  }

  /** @param {State} state */
  function sync(state) {
    const id = idOf(state);
    if (id === null) {
      asked = [];
      frame.shut();
      return;
    }
    ask(state, id);
    if (frame.sync(state, telling.story(), telling.trouble())) care.reset();
  }

  page.asks.add(again);
  return { dom: frame.dom, sync };
}
