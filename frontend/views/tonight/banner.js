import { createButton } from "../../components/form.js";
import { createPoster } from "../../components/picture.js";
import { attr, elt, facts, line, on, text } from "../../dom.js";
import { runtime, widestWord } from "../../format.js";
import { at } from "../../root.js";
import { filmPath } from "../../router.js";
import { filmOf, isAdmin } from "../../state.js";
import { say } from "../../words/say.js";
import { endOf, timesOf } from "./times.js";

const SIZES = "(min-width: 1800px) 360px, (min-width: 1000px) 250px, (min-width: 700px) 30vw, 44vw";
const SMALL = "64px";

/** What the poster is drawn of, where there is none. @param {State} state @param {TonightShort} film */
export const drawable = (state, { proposal_id, title, year, poster }) =>
  filmOf(state, proposal_id)?.film ?? { title, year, poster, imdb_id: null, directors: [] };

/** @param {TonightShort} film */
export const factsOf = ({ year, runtime_minutes }) => [
  year,
  runtime_minutes && runtime(runtime_minutes),
];

/** @param {TonightShort} film */
export const drawnOf = ({ drawn_from: count }) =>
  count !== null && count > 1 ? say("tonight.drawn", { count }) : null;

/** @param {HTMLAnchorElement} link @param {TonightShort} film */
function lead(link, film) {
  text(link, film.title);
  attr(link, "href", at(filmPath(film.proposal_id)));
}

/** The second film of the evening. */
function createSecond() {
  const poster = createPoster({ sizes: SMALL, eager: true });
  const link = elt("a", { href: at("/"), dir: "auto" });
  const row = elt("p", { class: "facts night-facts" });
  const drawn = elt("p", { class: "night-drawn" });
  const call = elt("p", { class: "night-then" }, say("tonight.then"));
  const title = elt("h3", { class: "night-second-title" }, link);
  const words = elt("div", {}, call, title, row, drawn);
  const dom = elt("div", { class: "night-second" }, poster.dom, words);

  /** @param {State} state @param {TonightShort | null} film @param {string} zone */
  function sync(state, film, zone) {
    attr(dom, "hidden", film === null);
    if (!film) return;
    poster.sync(drawable(state, film));
    lead(link, film);
    facts(row, [...factsOf(film), endOf(film, zone)]);
    line(drawn, drawnOf(film));
  }

  return { dom, sync };
}

/** What an admin does with the evening. @param {() => Promise<void>} watch */
function createActs(watch) {
  const watched = createButton("primary", "");
  const change = elt(
    "a",
    { class: "button button-plain", href: at("/tonight"), "aria-label": say("tonight.change") },
    say("tonight.change-it"),
  );
  const dom = elt("div", { class: "night-acts" }, watched, change);
  on(watched, "click", watch);

  /** @param {Tonight} tonight */
  function sync({ then }) {
    text(watched, say(then ? "tonight.watched-first" : "tonight.watched"));
  }

  return { dom, watched, sync };
}

/**
 * Tonight's film, on top of the page.
 * @param {(button: HTMLButtonElement) => Promise<void>} watch
 */
export function createBanner(watch) {
  const poster = createPoster({ sizes: SIZES, eager: true, first: true });
  const link = elt("a", { class: "night-link", href: at("/"), dir: "auto" });
  const row = elt("p", { class: "facts night-facts" });
  const times = elt("p", { class: "night-times" });
  const drawn = elt("p", { class: "night-drawn" });
  const second = createSecond();
  const acts = createActs(() => watch(acts.watched));
  const call = elt("p", { class: "night-call", "aria-hidden": "true" }, say("tonight"));
  const title = elt("h2", { class: "night-title" }, link);
  const film = elt("div", { class: "night-film" }, call, title, row, times, drawn);
  const more = elt("div", { class: "night-more" }, second.dom, acts.dom);
  const frame = elt("div", { class: "night-frame" }, poster.dom);
  const inside = elt("div", { class: "night-inside" }, frame, film, more);
  const dom = elt("section", { class: "night", "aria-label": say("tonight") }, inside);

  /** @param {State} state @param {Tonight} tonight @param {string} zone */
  function sync(state, tonight, zone) {
    poster.sync(drawable(state, tonight));
    lead(link, tonight);
    title.style.setProperty("--letters", String(widestWord(tonight.title)));
    facts(row, factsOf(tonight));
    line(times, timesOf(tonight, zone, Date.now()));
    line(drawn, drawnOf(tonight));
    second.sync(state, tonight.then, zone);
    attr(acts.dom, "hidden", !isAdmin(state));
    acts.sync(tonight);
  }

  return { dom, sync };
}
