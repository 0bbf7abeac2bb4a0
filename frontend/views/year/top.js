import { createPoster } from "../../components/picture.js";
import { written } from "../../components/stars.js";
import { elt, facts } from "../../dom.js";
import { at } from "../../root.js";
import { say } from "../../words/say.js";
import { dayOf } from "./calendar.js";

/** @param {YearFilm} film */
function createFace({ title, year, poster }) {
  const face = createPoster({ sizes: "56px" });
  face.sync({ title, year, poster, imdb_id: null, directors: [] });
  return face.dom;
}

/** "4½ stars" @param {YearFilm} film */
const starsOf = ({ average }) =>
  say("year.stars", { count: Math.max(average, 1), stars: written(average) });

/** @param {YearFilm} film @param {(film: YearFilm) => string[]} about */
function createRow(film, about) {
  const name = elt(
    "a",
    { class: "year-top-title", href: at(`/screenings/${film.screening_id}`), dir: "auto" },
    film.title ?? say("card.untitled"),
  );
  const told = elt("p", { class: "facts" });
  facts(told, [starsOf(film), ...about(film)]);
  told.firstElementChild?.classList.add("year-top-stars");
  const date = elt("p", { class: "year-top-date" }, dayOf(film.date));
  return elt(
    "li",
    { class: "year-top-row" },
    createFace(film),
    elt("div", { class: "year-top-words" }, name, told, date),
  );
}

/**
 * The first few by what members gave them.
 * @param {Key} heading
 * @param {readonly YearFilm[]} films
 * @param {(film: YearFilm) => string[]} about
 */
export const createTop = (heading, films, about) =>
  elt(
    "section",
    { class: "panel" },
    elt("h2", {}, say(heading)),
    elt("ol", { class: "year-top" }, ...films.map((film) => createRow(film, about))),
  );
