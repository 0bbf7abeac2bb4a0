import { createPoster } from "../../components/picture.js";
import { elt, facts, line, text } from "../../dom.js";
import { runtime, widestWord } from "../../format.js";
import { filmOf } from "../../state.js";
import { titleOf } from "../../tally.js";
import { say } from "../../words/say.js";
import { drawable, drawnOf, factsOf } from "../tonight/banner.js";
import { endOf, timesOf } from "../tonight/times.js";

const SIZES = "(min-width: 1800px) 780px, (min-width: 700px) 42vw, 80vw";

/** One film, as large as the screen. @param {string} name */
function createScene(name) {
  const poster = createPoster({ sizes: SIZES, eager: true, first: true });
  const call = elt("p", { class: "scene-call" });
  const title = elt("h2", { class: "scene-title", dir: "auto", tabindex: -1 });
  const row = elt("p", { class: "facts scene-facts" });
  const words = elt("div", { class: "scene-words" }, call, title, row);
  const frame = elt("div", { class: "scene-frame" }, poster.dom);
  const dom = elt("div", { class: `scene scene-${name}` }, frame, words);

  /**
   * @param {import("../../components/picture.js").Drawable} film
   * @param {string} name_
   * @param {Parameters<typeof facts>[1]} known
   */
  function show(film, name_, known) {
    poster.sync(film);
    text(title, name_);
    title.style.setProperty("--letters", String(widestWord(name_)));
    facts(row, known);
  }

  return { dom, words, call, show, focus: () => title.focus({ preventScroll: true }) };
}

/** The second film of the evening. */
function createThen() {
  const poster = createPoster({ sizes: "160px", eager: true });
  const title = elt("p", { class: "then-title", dir: "auto" });
  const row = elt("p", { class: "facts then-facts" });
  const words = elt("div", {}, elt("p", { class: "then-call" }, say("tonight.then")), title, row);
  const dom = elt("div", { class: "then" }, poster.dom, words);

  /** @param {State} state @param {TonightShort | null} film @param {string} zone */
  function sync(state, film, zone) {
    dom.hidden = film === null;
    if (!film) return;
    poster.sync(drawable(state, film));
    text(title, film.title);
    facts(row, [...factsOf(film), endOf(film, zone)]);
  }

  return { dom, sync };
}

/** Tonight's film. */
export function createNight() {
  const scene = createScene("night");
  const times = elt("p", { class: "scene-times" });
  const drawn = elt("p", { class: "scene-drawn" });
  const then = createThen();
  scene.words.append(times, drawn, then.dom);
  text(scene.call, say("tonight"));

  /** @param {State} state @param {Tonight} tonight @param {string} zone */
  function sync(state, tonight, zone) {
    scene.show(drawable(state, tonight), tonight.title, factsOf(tonight));
    line(times, timesOf(tonight, zone, Date.now()));
    line(drawn, drawnOf(tonight));
    then.sync(state, tonight.then, zone);
  }

  return { dom: scene.dom, sync };
}

/** @param {Film} film */
const knownOf = ({ year, runtime_minutes: minutes, directors }) => [
  year,
  minutes && runtime(minutes),
  directors[0],
];

/** What a film that is up for a vote is about. */
export function createStory() {
  const scene = createScene("story");
  const pitch = elt("q", { class: "scene-pitch", dir: "auto" });
  const plot = elt("p", { class: "scene-plot", dir: "auto" });
  const by = elt("p", { class: "scene-by" });
  scene.words.append(pitch, plot, by);

  /** @param {State} state @param {number} id */
  function sync(state, id) {
    const proposal = filmOf(state, id);
    if (!proposal) return;
    const { film, note, proposer, vote_count: count } = proposal;
    scene.show(film, titleOf(proposal), knownOf(film));
    text(scene.call, say("votes", { count }));
    line(pitch, note);
    line(plot, film.plot);
    line(by, proposer && say("screen.by", { name: proposer.name }));
  }

  return { dom: scene.dom, sync, focus: scene.focus };
}
