import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { finderOf } from "../../frontend/finding.js";
import { leaders, ordered, titleOf } from "../../frontend/tally.js";
import { proposal } from "./support/proposals.js";

const ids = (proposals) => proposals.map(({ id }) => id);

test("most votes come first, ties newest first", () => {
  const list = [proposal(1, { votes: [1] }), proposal(2), proposal(3, { votes: [2] }), proposal(4)];
  assert.deepEqual(ids(ordered(list, "votes")), [3, 1, 4, 2]);
});

test("two of the same second stand by id, so that the order is always the same", () => {
  const created_at = "2026-01-01T00:00:00Z";
  const list = [proposal(1, { created_at }), proposal(2, { created_at })];
  assert.deepEqual(ids(ordered(list, "newest")), [2, 1]);
});

test("films of unknown length go last", () => {
  const list = [
    proposal(1),
    proposal(2, { film: { runtime_minutes: 90 } }),
    proposal(3, { film: { runtime_minutes: 45 } }),
  ];
  assert.deepEqual(ids(ordered(list, "runtime")), [3, 2, 1]);
});

test("titles sort as one reads them: accents and numbers too", () => {
  const titles = ["Éclair", "12 Angry Men", "Duel", "2001", "eden"];
  const list = titles.map((title, at) => proposal(at + 1, { film: { title } }));
  assert.deepEqual(ordered(list, "title").map(titleOf), [
    "12 Angry Men",
    "2001",
    "Duel",
    "Éclair",
    "eden",
  ]);
});

test("all films with the top count lead", () => {
  const list = [proposal(1, { votes: [1, 2] }), proposal(2, { votes: [3, 4] }), proposal(3)];
  assert.deepEqual([...leaders(list)], [1, 2]);
});

test("nobody leads at zero votes, nor in an empty list", () => {
  assert.equal(leaders([proposal(1), proposal(2)]).size, 0);
  assert.equal(leaders([]).size, 0);
});

test("the filter finds title, year, director and genre without accents", () => {
  const film = {
    title: "Häxan",
    year: 1922,
    directors: ["Benjamin Christensen"],
    genres: ["Horror"],
  };
  const list = proposal(1, { film });
  for (const filter of ["haxan", "HÄX", "1922", "christensen horror", ""])
    assert.ok(finderOf(filter)(list), filter);
  assert.ok(!finderOf("haxan 1923")(list));
});

test("a title is found however it is typed, as on the server", () => {
  const vectors = new URL("../vectors/finding.json", import.meta.url);
  const wrong = JSON.parse(readFileSync(vectors, "utf8")).filter(
    ({ title, query, found }) => finderOf(query)(proposal(1, { film: { title } })) !== found,
  );
  assert.deepEqual(wrong, []);
});

test("a film is found by its new title at once", () => {
  const before = proposal(1, { film: { title: null, imdb_id: "tt0063350" } });
  const after = { ...before, film: { ...before.film, title: "Häxan" } };
  assert.deepEqual([before, after].map(finderOf("haxan")), [false, true]);
});

test("a film without a title goes by its id", () => {
  assert.equal(titleOf(proposal(1, { film: { title: null, imdb_id: "tt0063350" } })), "tt0063350");
});

test("a film is found by its original and its English title, too", () => {
  const film = {
    title: "Tam, gdzie rosną poziomki",
    original_title: "Smultronstället",
    english_title: "Wild Strawberries",
  };
  for (const filter of ["rosna poziomki", "smultronstallet", "wild strawberries"])
    assert.ok(finderOf(filter)(proposal(1, { film })), filter);
  assert.ok(!finderOf("undefined")(proposal(1)));
});
