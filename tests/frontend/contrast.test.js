import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const TEXT = 4.5;
const SHAPE = 3;
const css = readFileSync(new URL("../../frontend/styles/base.css", import.meta.url), "utf8");

/** Tokens that are one colour per scheme. */
const tokens = Object.fromEntries(
  [...css.matchAll(/--([\w-]+): (?:light-dark\((#\w+), (#\w+)\)|(#\w+));/g)].map(
    ([, name, light, dark, both]) => [name, { light: light ?? both, dark: dark ?? both }],
  ),
);

/** Relative luminance, WCAG 2.2. */
function luminance(hex) {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((d) => d + d) : hex.slice(1).match(/../g);
  const [red, green, blue] = digits
    .map((pair) => parseInt(pair, 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["ground", "raised"];
const pairs = [
  ...["text", "quiet", "bulb", "velvet-text"].flatMap((ink) =>
    grounds.map((ground) => [ink, ground, TEXT]),
  ),
  ["on-velvet", "velvet", TEXT],
  ["on-lamp", "lamp", TEXT],
  ["on-lamp", "lamp-bright", TEXT],
  ["ground", "text", TEXT],
  ["text", "line", TEXT],
  ...grounds.map((ground) => ["edge", ground, SHAPE]),
];

/** The colour of a part of one over another. */
const over = (top, part, ground) =>
  `#${[1, 3, 5]
    .map((at) => [top, ground].map((hex) => parseInt(hex.slice(at, at + 2), 16)))
    .map(([above, below]) => Math.round(below + part * (above - below)))
    .map((value) => value.toString(16).padStart(2, "0"))
    .join("")}`;

const drawn = readFileSync(new URL("../../frontend/styles/drawn.css", import.meta.url), "utf8");
const inks = [...drawn.matchAll(/^\.drawn-(\d+) \{\s+--paper: (#\w+);\s+--ink: (#\w+);/gm)];
for (const [, name, paper, ink] of inks)
  test(`drawn poster ${name}: its credit on what is drawn, ${TEXT}:1`, () => {
    const ratio = contrast(over(ink, 0.85, paper), over(ink, 0.14, paper));
    assert.ok(ratio >= TEXT, ratio.toFixed(2));
  });

for (const scheme of ["light", "dark"]) {
  for (const [ink, ground, least] of pairs) {
    test(`${ink} on ${ground}, ${scheme}: ${least}:1`, () => {
      const ratio = contrast(tokens[ink][scheme], tokens[ground][scheme]);
      assert.ok(ratio >= least, ratio.toFixed(2));
    });
  }
}
