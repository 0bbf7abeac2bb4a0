import { createPoster } from "../../components/picture.js";
import { elt, facts } from "../../dom.js";
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

/** @param {Suggestion} suggestion */
function createCard(suggestion) {
  const { kind, proposals } = suggestion;
  return elt(
    "section",
    { class: `panel suggestion suggestion-${kind}` },
    elt("h2", {}, say(`next.${kind}`)),
    elt("p", { class: "suggestion-why" }, reasonOf(suggestion)),
    elt("ul", { class: "suggestion-films" }, ...proposals.map(createFilm)),
  );
}

/** A card for each suggestion. */
export function createCards() {
  const dom = elt("div", { class: "suggestions" });
  let shown = "";

  /** @param {readonly Suggestion[]} items */
  function sync(items) {
    const next = JSON.stringify(items);
    if (next === shown) return;
    shown = next;
    dom.replaceChildren(...items.map(createCard));
  }

  return { dom, sync, isShown: () => dom.childElementCount > 0 };
}
