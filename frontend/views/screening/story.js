import { createPoster } from "../../components/picture.js";
import { attr, elt, facts, line, named, text } from "../../dom.js";
import { runtime, widestWord } from "../../format.js";
import { imdbLink } from "../../telling.js";
import { at } from "../../root.js";
import { filmPath } from "../../router.js";
import { memberOf } from "../../state.js";
import { titleOf } from "../../tally.js";
import { say, sayWith } from "../../words/say.js";
import { fullDate } from "../watched/dates.js";
import { createAverage, createOwnRating } from "../watched/rating.js";
import { mayRate, watchedOf } from "../watched/watched.js";
import { createGivers } from "./givers.js";
import { createHistogram } from "./histogram.js";

const SIZES = "(min-width: 700px) 320px, 60vw";

/** @param {Film} film */
const factsOf = ({ year, runtime_minutes, genres }) => [
  year,
  runtime_minutes && runtime(runtime_minutes),
  genres.join(", "),
];

/** What the reader gave, as far as it is known. @param {ScreeningStory} story @param {State} state */
function ownStars({ id, ratings = [] }, state) {
  const member = memberOf(state);
  const told = ratings.find((each) => member !== null && each.member?.id === member.id);
  const known = watchedOf(state).stars.get(id);
  return known === undefined ? (told?.stars ?? null) : known;
}

/** When it was, whose film it was, and what was noted of it. */
function createEvening() {
  const when = elt("p", { class: "screening-date" });
  const proposed = elt("p", { class: "film-proposed" });
  const note = elt("p", { class: "screening-note", dir: "auto" });
  const dom = elt("div", { class: "film-about" }, when, proposed, note);

  /** @param {ScreeningStory} story */
  function sync({ date, proposer, note: noted }) {
    text(when, date ? say("screening.date", { date: fullDate(date) }) : say("watched.no-date"));
    named(proposed, proposer ? [proposer.name] : [], "", (names) =>
      sayWith("watched.proposed", { names }),
    );
    line(note, noted);
  }

  return { dom, sync };
}

/** Plot, and where to read on. */
function createAbout() {
  const plot = elt("p", { class: "film-plot", dir: "auto" });
  const out = { target: "_blank", rel: "noopener noreferrer" };
  const imdb = elt("a", out, say("film.imdb"));
  const votes = elt("a", {}, say("screening.votes"));
  const links = elt("p", { class: "film-source" }, imdb, votes);
  const dom = elt("div", { class: "film-about" }, plot, links);

  /** @param {ScreeningStory} story */
  function sync({ film, proposal_id: proposal }) {
    line(plot, film.plot);
    attr(imdb, "hidden", film.imdb_id === null);
    if (film.imdb_id) imdb.href = imdbLink(film.imdb_id);
    attr(votes, "hidden", proposal === null);
    if (proposal) votes.href = at(filmPath(proposal));
    attr(links, "hidden", film.imdb_id === null && proposal === null);
  }

  return { dom, sync };
}

/** Everybody's stars and the reader's. @param {Page} page */
function createStarsOf(page) {
  const average = createAverage();
  const histogram = createHistogram();
  const own = createOwnRating(page);
  const dom = elt("div", { class: "screening-stars" }, average.dom, histogram.dom, own.dom);

  /** @param {ScreeningStory} story @param {State} state */
  function sync(story, state) {
    average.sync(story);
    attr(histogram.dom, "hidden", story.rating_count === 0);
    histogram.sync(story.histogram);
    attr(own.dom, "hidden", !mayRate(state));
    own.sync(story, ownStars(story, state));
  }

  return { dom, sync };
}

/**
 * All there is to say about a film that was watched.
 * @param {Page} page
 * @param {{dom: Element, sync(story: ScreeningStory, state: State): void}} care what an admin may do
 */
export function createStory(page, care) {
  const poster = createPoster({ sizes: SIZES, eager: true });
  const title = elt("h2", { class: "film-title", dir: "auto" });
  const row = elt("p", { class: "facts film-facts" });
  const parts = [createEvening(), createStarsOf(page), createGivers(), createAbout(), care];
  const head = elt("div", { class: "film-head" }, title, row);
  const words = elt("div", { class: "film-words" }, head, ...parts.map((part) => part.dom));
  const frame = elt("div", { class: "film-poster" }, poster.dom);
  const dom = elt("div", { class: "film" }, frame, words);

  /** @param {State} state @param {ScreeningStory} story */
  function sync(state, story) {
    poster.sync(story.film);
    text(title, titleOf(story));
    title.style.setProperty("--letters", String(widestWord(titleOf(story))));
    facts(row, factsOf(story.film));
    for (const part of parts) part.sync(story, state);
  }

  return { dom, title, sync };
}
