import { createPoster } from "../../components/picture.js";
import { elt, facts, on } from "../../dom.js";
import { say } from "../../words/say.js";
import { hitRemark } from "../propose/remark.js";

/** A film to record: one that a search has found, or one by hand. @typedef {Pick<Hit, "title" | "year" | "directors" | "poster"> & {imdb_id: string | null, proposal_id: number | null}} Picked */

/** @param {Hit} hit @returns {Picked} */
export const pickedOf = ({ title, year, directors, poster, imdb_id, state, proposal_id }) => ({
  ...{ title, year, directors, poster, imdb_id },
  proposal_id: state === "open" ? proposal_id : null,
});

/** @param {{title: string, year: number | null}} film @returns {Picked} */
export const byHand = ({ title, year }) => ({
  ...{ title, year, imdb_id: null, proposal_id: null },
  directors: [],
  poster: null,
});

/** What of it the server is to record. @param {Picked} film @returns {ScreeningNew} */
export function sentOf({ title, year, imdb_id, proposal_id }) {
  if (proposal_id !== null) return { proposal_id, tonight: false };
  if (imdb_id) return { imdb_id };
  return { title: title ?? "", ...(year === null ? {} : { year }) };
}

/** @param {Picked} film */
export const nameOf = ({ title, imdb_id }) => title ?? imdb_id ?? "";

/** The film, and its facts. @param {Picked} film @param {string} remark @param {...Node} more */
export function createFilmRow(film, remark, ...more) {
  const poster = createPoster({ sizes: "64px", eager: true });
  poster.sync(film);
  const title = elt("span", { class: "hit-title", dir: "auto" }, nameOf(film));
  const row = elt("span", { class: "facts hit-facts" });
  facts(row, [film.year, film.directors.join(", ")]);
  const said = remark !== "" && elt("span", { class: "hit-remark" }, remark);
  const words = elt("div", { class: "hit-text" }, title, row, said);
  return [poster.dom, words, ...more];
}

/** A film that a search has found, to be picked. @param {Hit} hit @param {(film: Picked) => void} pick */
export function createPick(hit, pick) {
  const film = pickedOf(hit);
  const button = elt(
    "button",
    {
      class: "button button-plain hit-verb",
      type: "button",
      "aria-label": say("record.pick-it", { title: nameOf(film) }),
    },
    say("record.pick"),
  );
  on(button, "click", () => pick(film));
  const remark = hitRemark(hit, Date.now(), false);
  return { dom: elt("li", { class: "hit" }, ...createFilmRow(film, remark, button)), sync() {} };
}
