import assert from "node:assert/strict";
import { test } from "node:test";
import { initials } from "../../frontend/format.js";

const of = (...names) => Object.fromEntries(initials(names));

test("one letter is enough where nobody shares it", () => {
  assert.deepEqual(of("ada", "grace"), { ada: "A", grace: "G" });
});

test("two who share the initial get two letters", () => {
  assert.deepEqual(of("ada", "alan"), { ada: "Ad", alan: "Al" });
});

test("the second letter goes on until it tells them apart", () => {
  assert.deepEqual(of("ada", "admin", "adrian"), { ada: "Ad", admin: "Am", adrian: "Ar" });
});

test("a last name gives the second letter", () => {
  assert.deepEqual(of("Ada King", "Ada Brown"), { "Ada Brown": "AB", "Ada King": "AK" });
});

test("capitals do not hide that two share an initial", () => {
  assert.deepEqual(of("Ada", "alan"), { Ada: "Ad", alan: "Al" });
});

test("letters are what a reader takes for one", () => {
  assert.deepEqual(of("élise", "👩‍🚀 mae"), { élise: "É", "👩‍🚀 mae": "👩‍🚀" });
});

test("names of one letter, and equal names, do no harm", () => {
  assert.deepEqual(of("a", "al", "al"), { a: "A", al: "Al" });
});
