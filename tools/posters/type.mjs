/**
 * A block of type: words, a face, and the box that they must fit. The size and the line breaks
 * are found in the browser (fit.mjs), where the letters can be measured.
 *
 * @typedef {object} Block
 * @property {string} text
 * @property {"Limelight" | "Bricolage"} face
 * @property {[number, number, number, number]} box x, y, width, height
 * @property {string} fill
 * @property {number} [weight]
 * @property {"normal" | "semi-condensed" | "condensed"} [stretch]
 * @property {"left" | "center" | "right"} [align]
 * @property {"top" | "middle" | "bottom"} [stand] where in the box the lines stand
 * @property {number} [track] letter spacing in em
 * @property {number} [gap] space between lines, in cap heights
 * @property {number} [max] the largest size
 * @property {number} [turn] degrees, about the box's upper left corner
 */

const block = (face, defaults) => (text, box, fill, options) => ({
  text,
  face,
  box,
  fill,
  weight: 400,
  stretch: "normal",
  align: "center",
  stand: "middle",
  track: 0,
  gap: 0.34,
  max: 400,
  turn: 0,
  ...defaults,
  ...options,
});

/** The cinema's own face, for deco and silent films. */
export const limelight = block("Limelight", { track: 0.01 });

/** A stout grotesque. */
export const grotesque = block("Bricolage", { weight: 800, track: -0.02, gap: 0.26 });

/** A name that stays on its line. */
const unbroken = (name) => name.replaceAll(" ", "\u00a0");

/** The small print: director and year; lower right unless told otherwise. */
export const credit = (film, fill, box = [230, 680, 240, 44], options = {}) =>
  block("Bricolage", {
    weight: 600,
    stretch: "semi-condensed",
    align: "right",
    stand: "bottom",
    track: 0.02,
    gap: 0.6,
    max: 20,
  })(
    `${film.directors.map(unbroken).join(" &\u00a0")}\u00a0·\u00a0${film.year}`,
    box,
    fill,
    options,
  );

export const caps = (text) => text.toLocaleUpperCase("en");
