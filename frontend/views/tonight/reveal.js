import { createPoster } from "../../components/picture.js";
import { elt, on } from "../../dom.js";
import { say } from "../../words/say.js";

/** ms until the curtain is open, and the film has been seen. */
const SHOWN = 3_200;
const FADE = 320;

/** All of the page stands elsewhere from here on: it comes up anew, and nothing is seen to jump. */
export function fadeIn() {
  document
    .getElementById("main")
    ?.animate([{ opacity: 0 }, { opacity: 0, offset: 0.2 }, { opacity: 1 }], FADE);
}

/**
 * The curtain opens on tonight's film. It is there to be looked at: the page itself says all of it,
 * and any touch or key ends it.
 * @param {TonightShort} film
 */
export function reveal({ title, year, poster }) {
  const picture = createPoster({
    sizes: "(min-width: 700px) 380px, 64vw",
    eager: true,
    first: true,
  });
  picture.sync({ title, year, poster, imdb_id: null, directors: [] });
  const halves = ["left", "right"].map((side) =>
    elt("div", { class: `night-curtain night-curtain-${side}` }),
  );
  const stage = elt(
    "div",
    { class: "night-reveal-stage" },
    elt("p", { class: "night-reveal-call" }, say("tonight")),
    elt("div", { class: "night-reveal-frame" }, picture.dom),
    elt("p", { class: "night-reveal-title", dir: "auto" }, title),
  );
  const dom = elt("div", { class: "night-reveal", "aria-hidden": "true" }, stage, ...halves);
  const timer = setTimeout(end, SHOWN);

  function end() {
    clearTimeout(timer);
    document.removeEventListener("keydown", end);
    dom.animate([{ opacity: 1 }, { opacity: 0 }], { duration: FADE, fill: "forwards" }).onfinish =
      () => dom.remove();
  }

  on(dom, "pointerdown", end);
  on(document, "keydown", end);
  document.body.append(dom);
}
