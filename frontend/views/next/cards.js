import { createPoster } from "../../components/picture.js";
import { elt, facts, keyed, text } from "../../dom.js";
import { runtime } from "../../format.js";
import { at } from "../../root.js";
import { filmPath } from "../../router.js";
import { say } from "../../words/say.js";
import { reasonOf } from "./reason.js";

/** @typedef {Suggestion["proposals"][number]} Suggested */

/** @param {Suggested} proposal */
function createFilm({ id, title, year, runtime_minutes: minutes, vote_count, poster }) {
  const face = createPoster({ sizes: "(min-width: 700px) 140px, 104px" });
  const about = elt("p", { class: "facts" });
  const name = elt(
    "a",
    { class: "suggested-title", href: at(filmPath(id)), dir: "auto" },
    title ?? say("card.untitled"),
  );
  face.sync({ title, year, poster, imdb_id: null, directors: [] });
  facts(about, [year, minutes && runtime(minutes), say("votes", { count: vote_count })]);
  const words = elt("div", { class: "suggested-words" }, elt("h3", {}, name), about);
  return elt("li", { class: "suggested" }, face.dom, words);
}

/** @param {Suggestion["kind"]} kind */
function createCard(kind) {
  const why = elt("p", { class: "suggestion-why" });
  const list = elt("ul", { class: "suggestion-films" });
  const head = elt("h2", {}, say(`next.${kind}`));
  const dom = elt("section", { class: `panel suggestion suggestion-${kind}` }, head, why, list);
  const films = keyed(list, (/** @type {string} */ told) => ({
    dom: createFilm(JSON.parse(told)),
  }));

  /** @param {Suggestion} suggestion */
  function sync(suggestion) {
    text(why, reasonOf(suggestion));
    films.sync(suggestion.proposals.map((film) => JSON.stringify(film)));
  }

  return { dom, sync };
}

/** A card for each suggestion; a film in it is drawn anew once it is told differently. */
export function createCards() {
  const dom = elt("div", { class: "suggestions" });
  const cards = keyed(dom, createCard);

  /** @param {readonly Suggestion[]} items */
  function sync(items) {
    cards.sync(items.map(({ kind }) => kind));
    for (const item of items) cards.parts.get(item.kind)?.sync(item);
  }

  return { dom, sync, isShown: () => dom.childElementCount > 0 };
}
