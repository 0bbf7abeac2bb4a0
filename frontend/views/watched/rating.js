// The stars of the reader, and those of everybody.
import { complain } from "../../actions.js";
import { createStars, createStarsShown, written } from "../../components/stars.js";
import { attr, elt, line, text } from "../../dom.js";
import { titleOf } from "../../tally.js";
import { say } from "../../words/say.js";
import { rate } from "./actions.js";

/** What the reader gives a film that was watched. @param {Page} page */
export function createOwnRating(page) {
  const stars = createStars(
    (wish, /** @type {Screening} */ screening) => rate(page, screening, wish),
    (error) => complain(page, error),
  );
  const caption = elt("p", { class: "own-caption", "aria-hidden": "true" }, say("rate.it"));
  const dom = elt("div", { class: "own-stars" }, caption, stars.dom);

  /** @param {Screening} screening @param {number | null} given */
  function sync(screening, given) {
    attr(caption, "hidden", given !== null);
    stars.sync(given, say("rate.yours", { title: titleOf(screening) }), screening);
  }

  return { dom, sync };
}

/** What all of them gave: "★★★½ 3½ 8 ratings". */
export function createAverage() {
  const stars = createStarsShown();
  const said = elt("span", { class: "average-count" });
  const value = elt("strong", { class: "average-value", "aria-hidden": "true" });
  const dom = elt("p", { class: "average" }, stars.dom, value, said);

  /** @param {Pick<Screening, "average" | "rating_count">} rated */
  function sync({ average, rating_count: count }) {
    stars.sync(average);
    line(value, average === null ? null : written(average));
    text(said, count === 0 ? say("rate.nobody") : say("rate.count", { count }));
    attr(dom, "data-rated", count > 0);
  }

  return { dom, sync };
}
