import { attr, elt, text } from "../../dom.js";
import { sayWith } from "../../words/say.js";

/** The title that it had first, where the club's is another. */
export function createOriginal() {
  const name = elt("bdi", {});
  const dom = elt("p", { class: "film-original" }, ...sayWith("film.original", { title: name }));

  /** @param {Film} film */
  function sync({ original_title: title }) {
    text(name, title ?? "");
    attr(dom, "hidden", !title);
  }

  return { dom, sync };
}
