import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { createSaver } from "../../frontend/components/saver.js";
import { ANYBODY, sit } from "../../frontend/seat.js";

afterEach(() => sit(ANYBODY));

/** Saves once it is let go. */
function createDesk() {
  const saved = [];
  const waiting = [];
  const save = (wish) => new Promise((resolve) => waiting.push(() => resolve(saved.push(wish))));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const letGo = async () => {
    waiting.shift()();
    await turn();
  };
  return { saved, waiting, save, letGo };
}

test("of the wishes that come while one is saved, the last counts", async () => {
  const desk = createDesk();
  const saver = createSaver(desk.save, () => {});
  for (const wish of [1, 2, 3]) saver.want(wish);
  await desk.letGo();
  await desk.letGo();
  assert.deepEqual(desk.saved, [1, 3]);
  assert.equal(saver.isBusy(), false);
});

test("what waits is not saved for the member who sits here next", async () => {
  const desk = createDesk();
  const saver = createSaver(desk.save, () => {});
  sit(1);
  for (const wish of [1, 2]) saver.want(wish);
  sit(2);
  await desk.letGo();
  assert.deepEqual(desk.saved, [1]);
  assert.equal(desk.waiting.length, 0);
  saver.want(3);
  await desk.letGo();
  assert.deepEqual(desk.saved, [1, 3]);
});
