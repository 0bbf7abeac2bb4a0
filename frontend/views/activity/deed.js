import { createPoster, icon } from "../../components/picture.js";
import { disc } from "../../components/vote.js";
import { attr, elt } from "../../dom.js";
import { hourOf } from "../../times.js";
import { at } from "../../root.js";
import { filmPath } from "../../router.js";
import { sentenceOf } from "./sentence.js";
import { sign } from "./signs.js";

/** What entries are drawn with: letters for faces, and the films that have a poster. @typedef {{letters: Map<string, string>, films: readonly Proposal[]}} Pictures */

/** @param {Deed} deed */
function createFace({ actor, by_host, area }) {
  const dom = elt("span", { class: "deed-face" });
  const none = elt("span", { class: "disc disc-none" }, icon(by_host ? "star" : "person"));

  /** @param {Map<string, string>} letters */
  function sync(letters) {
    dom.replaceChildren(actor ? disc(actor, letters) : none, sign(area));
  }

  return { dom, sync };
}

/** Names and titles of others, each in its own direction. @satisfies {import("./sentence.js").Pen} */
const pen = {
  name: (/** @type {string} */ name) => elt("b", {}, elt("bdi", {}, name)),
  film: (/** @type {{id: number, title: string}} */ { id, title }) =>
    elt("a", { href: at(filmPath(id)) }, elt("bdi", {}, title)),
  title: (/** @type {{title: string}} */ { title }) => elt("b", {}, elt("bdi", {}, title)),
};

/** The poster of the film that it is about, as long as that is up for a vote. @param {Deed} deed */
function createFilm({ proposal }) {
  const poster = createPoster({ sizes: "36px" });
  const dom = elt("span", { class: "deed-film", "aria-hidden": "true", hidden: true }, poster.dom);

  /** @param {Pictures["films"]} films */
  function sync(films) {
    const shown = films.find(({ id }) => id === proposal?.id);
    attr(dom, "hidden", !shown);
    if (shown) poster.sync(shown.film);
  }

  return { dom, sync };
}

/**
 * One entry; another one stands in its place once it is told differently.
 * @param {Deed} deed
 * @param {number} myId
 */
export function createDeed(deed, myId) {
  const face = createFace(deed);
  const words = elt("p", { class: "deed-words" }, ...sentenceOf(deed, myId, pen));
  const time = elt("time", { class: "deed-time", datetime: deed.at }, hourOf(deed.at));
  const film = createFilm(deed);
  const parts = [face.dom, words, time, film.dom];
  const dom = elt("li", { class: "deed", "data-area": deed.area }, ...parts);

  /** @param {Pictures} pictures */
  function sync({ letters, films }) {
    face.sync(letters);
    film.sync(films);
  }

  return { dom, sync };
}
