// DESIGN: stars are given in halves. What is pressed are ten radio buttons, each over half a star, so
// that a tap gives its stars at once and a screen reader says "3 and a half stars". Arrow keys go half
// a star up or down, 1 to 5 give whole stars, and Delete takes them back. A finger may slide along, as
// half a star is narrow. What is drawn are two rows of stars, the upper one cut off where the stars end.
// They want the words of "forms" and /styles/stars.css.
import { attr, elt, on, svg, text } from "../dom.js";
import { say } from "../words/say.js";
import { createSaver } from "./saver.js";
import { icon } from "./picture.js";

const MOST = 5;
const HALVES = Array.from({ length: 2 * MOST }, (_, at) => (at + 1) / 2);

const STAR = "l2.4 6 6.4.4-4.9 4.1 1.6 6.2-5.4-3.4-5.4 3.4 1.6-6.2-4.9-4.1 6.4-.4zm24 0".repeat(
  MOST,
);

/** 3.5 → "3 and a half stars" @param {number} stars */
export function spoken(stars) {
  if (stars === 0.5) return say("stars.half");
  const count = Math.floor(stars);
  return say(count === stars ? "stars.whole" : "stars.and-half", { count });
}

/** 3.5 → "3½" @param {number} stars */
export const written = (stars) => `${Math.floor(stars) || ""}${stars % 1 ? "½" : ""}`;

/** @param {string} name */
const draw = (name) =>
  svg(
    "svg",
    { class: name, viewBox: "0 0 120 24", "aria-hidden": "true" },
    svg("path", { d: `M12 3.7${STAR}` }),
  );

/** Both rows of stars. @param {...Node} over what lies over them */
function createRow(...over) {
  const row = [draw("stars-none"), draw("stars-given")];
  const dom = elt("span", { class: "stars-row" }, ...row, ...over);
  const show = (/** @type {number | null} */ stars) =>
    dom.style.setProperty("--stars", String(stars ?? 0));
  return { dom, show };
}

/** Stars to look at. */
export function createStarsShown() {
  const row = createRow();
  const dom = elt("span", { class: "stars-shown", role: "img" }, row.dom);

  /** @param {number | null} stars null: none, and nothing is seen */
  function sync(stars) {
    attr(dom, "hidden", stars === null);
    attr(dom, "aria-label", stars && spoken(stars));
    row.show(stars);
  }

  return { dom, sync };
}

/** @type {Record<string, (stars: number) => number | null>} */
const KEYS = {
  ArrowRight: (stars) => Math.min(stars + 0.5, MOST),
  ArrowUp: (stars) => Math.min(stars + 0.5, MOST),
  ArrowLeft: (stars) => Math.max(stars - 0.5, 0.5),
  ArrowDown: (stars) => Math.max(stars - 0.5, 0.5),
  Home: () => 0.5,
  End: () => MOST,
  Delete: () => null,
  Backspace: () => null,
};

/** What a key makes of the stars; undefined: nothing. @param {KeyboardEvent} event @param {number | null} stars */
export function keyed({ key, ctrlKey, altKey, metaKey, shiftKey }, stars) {
  if (ctrlKey || altKey || metaKey || shiftKey) return undefined;
  if (/^[1-5]$/.test(key)) return Number(key);
  return KEYS[key]?.(stars ?? 0);
}

/**
 * What a finger or a mouse does with a row of stars. The click repeats what lifting the finger said,
 * and may come when the stars already belong to another film.
 * @param {HTMLElement} row
 * @param {(stars: number | null) => void} preview null: as they are
 * @param {(stars: number) => void} choose
 */
function followPointer(row, preview, choose) {
  let isDown = false;
  let isChosen = false;

  /** @param {PointerEvent} event */
  function starsAt({ clientX }) {
    const { left, width } = row.getBoundingClientRect();
    const halves = Math.ceil(((clientX - left) / width) * 2 * MOST);
    return Math.min(Math.max(halves, 1), 2 * MOST) / 2;
  }

  function end() {
    isDown = false;
    preview(null);
  }

  on(row, "pointerdown", ({ button }) => {
    isDown = button === 0;
    isChosen = false;
  });
  on(row, "pointermove", (event) => preview(starsAt(event)));
  on(row, "pointerup", (event) => {
    isChosen = isDown;
    end();
    if (isChosen) choose(starsAt(event));
  });
  on(row, "click", (event) => {
    if (isChosen && event.detail > 0) event.preventDefault(); // a keyboard's has 0
    isChosen = false;
  });
  on(row, "pointerleave", end);
  on(row, "pointercancel", end);
}

let made = 0;

/** The ten radio buttons. */
function createChoices() {
  const name = `stars-${(made += 1)}`;
  const inputs = HALVES.map((stars) =>
    elt("input", { type: "radio", name, value: stars, "aria-label": spoken(stars) }),
  );

  /** @param {number | null} stars */
  function show(stars) {
    for (const input of inputs) input.checked = Number(input.value) === stars;
  }

  /** @param {number | null} stars */
  function focus(stars) {
    inputs[Math.max(2 * (stars ?? 0) - 1, 0)].focus({ preventScroll: true });
  }

  return { dom: elt("span", { class: "stars-choices" }, ...inputs), show, focus };
}

/** The stars, and the button that takes them back. @param {(stars: number | null) => void} choose */
function createFace(choose) {
  const choices = createChoices();
  const row = createRow(choices.dom);
  const legend = elt("legend", { class: "visually-hidden", dir: "auto" });
  const none = elt(
    "button",
    { class: "stars-back", type: "button" },
    icon("close"),
    say("stars.back"),
  );
  const dom = elt("fieldset", { class: "stars" }, legend, row.dom, none);

  /** @param {number | null} stars */
  function show(stars) {
    row.show(stars);
    choices.show(stars);
    attr(none, "hidden", stars === null);
  }

  /** @param {string} about */
  function call(about) {
    text(legend, about);
    attr(none, "aria-label", say("stars.back-of", { about }));
  }

  on(row.dom, "change", ({ target }) => choose(Number(target.value)));
  on(none, "click", () => {
    choose(null);
    choices.focus(null);
  });
  return { dom, row, show, call, focus: choices.focus };
}

/**
 * Stars to give, to change and to take back; at once on the page, one request at a time for each film.
 * @template {{id: number}} About
 * @param {(stars: number | null, about: About) => Promise<void>} save null: takes them back. It syncs
 *   what it has saved before it is done; an ApiError is told to `fail`
 * @param {(error: ApiError) => void} fail
 */
export function createStars(save, fail) {
  const face = createFace(choose);
  /** What they are for. @type {About | null} */
  let about = null;
  /** As they are told. @type {number | null} */
  let told = null;
  /** As they are seen. @type {number | null} */
  let shown = null;
  /** What is being saved for another film goes on beside it. @type {ReturnType<typeof saverFor> | null} */
  let saver = null;

  /** @param {About} film */
  function saverFor(film) {
    const keep = (/** @type {number | null} */ stars) => save(stars, film);
    return createSaver(keep, (error) => {
      if (film.id === about?.id) show(told);
      if (error) fail(error);
    });
  }

  /** @param {number | null} stars */
  function show(stars) {
    shown = stars;
    face.show(stars);
  }

  /** @param {number | null} stars */
  function choose(stars) {
    if (stars === shown) return;
    show(stars);
    saver?.want(stars);
  }

  followPointer(face.row.dom, (stars) => face.row.show(stars ?? shown), choose);
  on(face.row.dom, "keydown", (event) => {
    const stars = keyed(event, shown);
    if (stars === undefined) return;
    event.preventDefault();
    choose(stars);
    face.focus(stars);
  });

  /** @param {number | null} stars @param {string} name "Your stars for Charade" @param {About} film */
  function sync(stars, name, film) {
    if (film.id !== about?.id) saver = saverFor(film);
    about = film;
    told = stars;
    face.call(name);
    if (!saver?.isBusy()) show(stars);
  }

  show(null);
  return { dom: face.dom, sync };
}
