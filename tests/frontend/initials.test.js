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

test("flags, families, keycaps and marks are one letter each, as the browser would count them", () => {
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  const england = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
  const names = ["🇩🇪ada", `${england}bob`, "👩‍👩‍👧 mae", "👍🏽cy", "1️⃣dee", "e\u0301va", "हिना", "Ольга"];
  for (const name of names) {
    const [first] = segmenter.segment(name);
    assert.equal([...initials([name]).values()][0], first.segment.toLocaleUpperCase("en"), name);
  }
});
