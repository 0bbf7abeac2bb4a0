import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { APART, INKS, createChoice, seedOf, sizeOf } from "../../frontend/components/drawn.js";

const css = readFileSync(new URL("../../frontend/styles/drawn.css", import.meta.url), "utf8");
const titles = JSON.parse(
  readFileSync(new URL("../../db/demo/films.json", import.meta.url), "utf8"),
).map(({ title, year }) => `${title} ${year}`);

test("every ink that is given has its colours", () => {
  const inks = [...css.matchAll(/^\.drawn-(\d+) \{/gm)].map(([, ink]) => Number(ink));
  assert.deepEqual(
    inks,
    Array.from({ length: INKS }, (_, ink) => ink),
  );
});

test("posters that stand together have different inks", () => {
  const inkOf = createChoice(INKS, APART);
  const inks = titles.map((title) => inkOf(seedOf(title)));
  for (let at = 0; at + APART <= inks.length; at += 1) {
    const near = inks.slice(at, at + APART);
    assert.equal(new Set(near).size, APART, `${near} from ${titles[at]} on`);
  }
});

test("a film keeps its ink, wherever it is drawn again", () => {
  const inkOf = createChoice(INKS, APART);
  const first = titles.map((title) => inkOf(seedOf(title)));
  const again = [...titles].reverse().map((title) => inkOf(seedOf(title)));
  assert.deepEqual(again.reverse(), first);
});

test("inks are used evenly, also for titles that are nearly the same", () => {
  const used = Array(INKS).fill(0);
  for (let part = 0; part < 3_000; part += 1) used[seedOf(`Part ${part}`) % INKS] += 1;
  for (const count of used) assert.ok(count > 140 && count < 260, `${used}`);
});

test("a title is as large as its longest word and its length allow", () => {
  assert.equal(sizeOf("Ran"), 24);
  assert.equal(sizeOf("Paris, Texas"), 15.5);
  assert.ok(sizeOf("Koyaanisqatsi") < 11);
  assert.ok(sizeOf("Unaussprechlichkeiten") < 7);
  assert.ok(sizeOf("Koyaanis-qatsi") > sizeOf("Koyaanisqatsi"), "a line may end behind a hyphen");
  assert.ok(sizeOf("千と千尋の神隠し") > 10, "and behind every letter of Japanese");
  const long = "All You Always Wanted to Know About It but Were Afraid to Ask";
  assert.ok(sizeOf(long) < sizeOf("All You Need"));
  assert.equal(sizeOf("word ".repeat(60)), 6.4);
});
