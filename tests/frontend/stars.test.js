import assert from "node:assert/strict";
import { test } from "node:test";
import { keyed, spoken, written } from "../../frontend/components/stars.js";
import { loadWords } from "../../frontend/words/say.js";

await loadWords(["forms"]);

const press = (key, more = {}) => ({ key, ...more });

test("stars are said as one says them", () => {
  assert.deepEqual([0.5, 1, 1.5, 3.5, 5].map(spoken), [
    "half a star",
    "1 star",
    "1 and a half stars",
    "3 and a half stars",
    "5 stars",
  ]);
});

test("stars are written with a half, and none before it", () => {
  assert.deepEqual([0.5, 1, 3.5, 5].map(written), ["½", "1", "3½", "5"]);
});

test("arrows go half a star, and stop at both ends", () => {
  assert.equal(keyed(press("ArrowRight"), 3), 3.5);
  assert.equal(keyed(press("ArrowUp"), 5), 5);
  assert.equal(keyed(press("ArrowLeft"), 3), 2.5);
  assert.equal(keyed(press("ArrowDown"), 0.5), 0.5);
});

test("the first arrow gives the fewest stars", () => {
  assert.equal(keyed(press("ArrowRight"), null), 0.5);
  assert.equal(keyed(press("ArrowLeft"), null), 0.5);
});

test("digits, Home and End give stars, and Delete takes them back", () => {
  assert.equal(keyed(press("4"), null), 4);
  assert.equal(keyed(press("Home"), 4), 0.5);
  assert.equal(keyed(press("End"), null), 5);
  assert.equal(keyed(press("Delete"), 4), null);
  assert.equal(keyed(press("Backspace"), 4), null);
});

test("other keys, and the browser's own, are left alone", () => {
  for (const key of ["6", "0", "Tab", " ", "Enter", "a"])
    assert.equal(keyed(press(key), 4), undefined);
  for (const held of ["ctrlKey", "altKey", "metaKey", "shiftKey"])
    assert.equal(keyed(press("ArrowRight", { [held]: true }), 4), undefined);
});
