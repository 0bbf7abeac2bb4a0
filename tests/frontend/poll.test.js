import assert from "node:assert/strict";
import { test } from "node:test";
import { createPoll } from "../../frontend/poll.js";
import { createStillness } from "../../frontend/motion.js";
import { fakeClock } from "./support/clock.js";
import { turns } from "./support/server.js";

const PACE = { soon: 1_000, pause: 4_000, longest: 60_000 };

function createWorld(answers = []) {
  const clock = fakeClock();
  const page = Object.assign(new EventTarget(), { hidden: false });
  const window = new EventTarget();
  const asked = [];
  const ask = async () => {
    asked.push(clock.now());
    return answers.shift() ?? true;
  };
  const hope = { left: 0, isTold: false };
  const club = { ask, awaits: () => hope.left > 0, tells: () => hope.isTold };
  const poll = createPoll(club, PACE, { page, window, later: clock.later, cancel: clock.cancel });
  return { clock, page, window, asked, poll, hope };
}

const pauses = (times) => times.slice(1).map((time, at) => time - times[at]);

test("it asks every four seconds", async () => {
  const { clock, asked, poll } = createWorld();
  await poll.now();
  await clock.pass(12_000);
  assert.deepEqual(asked, [0, 4_000, 8_000, 12_000]);
});

test("while the page is told what happens it asks once a minute, and afterwards as before", async () => {
  const { clock, asked, poll, hope } = createWorld();
  await poll.now();
  hope.isTold = true;
  poll.hurry();
  await clock.pass(120_000);
  assert.deepEqual(asked, [0, 60_000, 120_000]);
  hope.isTold = false;
  poll.hurry();
  await clock.pass(4_000);
  assert.deepEqual(asked.slice(3), [124_000]);
});

test("a page that the browser has kept asks at once, one that is new asks as it was told to", async () => {
  const { clock, asked, window, poll } = createWorld();
  await poll.now();
  await clock.pass(1_000);
  window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: false }));
  await turns();
  assert.deepEqual(asked, [0]);
  window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  await turns();
  assert.deepEqual(asked, [0, 1_000]);
});

test("failures slow it down, to a minute at most; an answer brings the pace back", async () => {
  const { clock, asked, poll } = createWorld([false, false, false, false, false, false]);
  await poll.now();
  await clock.pass(250_000);
  assert.deepEqual(
    pauses(asked).slice(0, 8),
    [8, 16, 32, 60, 60, 60, 4, 4].map((s) => s * 1000),
  );
});

test("what is awaited is asked for sooner, then at the usual pace", async () => {
  const { clock, asked, poll, hope } = createWorld();
  hope.left = 1;
  await poll.now();
  await clock.pass(15_000);
  assert.deepEqual(pauses(asked), [1_000, 2_000, 4_000, 4_000, 4_000]);
  hope.left = 0;
  await clock.pass(4_000);
  hope.left = 1;
  await clock.pass(7_000);
  assert.deepEqual(pauses(asked.slice(-4)), [4_000, 1_000, 2_000]);
});

test("what is newly awaited hurries the next question", async () => {
  const { clock, asked, poll, hope } = createWorld();
  await poll.now();
  await clock.pass(500);
  hope.left = 1;
  poll.hurry();
  await clock.pass(3_000);
  assert.deepEqual(asked, [0, 1_500, 3_500]);
  assert.equal(clock.pending(), 1);
});

test("failures slow down what is awaited, too", async () => {
  const { clock, asked, poll, hope } = createWorld([false, false]);
  hope.left = 1;
  await poll.now();
  await clock.pass(25_000);
  assert.deepEqual(pauses(asked).slice(0, 3), [8_000, 16_000, 1_000]);
});

test("a hidden page asks nothing, and asks at once when it is seen again", async () => {
  const { clock, page, asked, poll } = createWorld();
  await poll.now();
  page.hidden = true;
  page.dispatchEvent(new Event("visibilitychange"));
  await clock.pass(60_000);
  assert.equal(asked.length, 1);
  page.hidden = false;
  page.dispatchEvent(new Event("visibilitychange"));
  await turns();
  assert.deepEqual(asked, [0, 60_000]);
});

test("coming back online asks at once", async () => {
  const { clock, window, asked, poll } = createWorld([false]);
  await poll.now();
  await clock.pass(1_000);
  window.dispatchEvent(new Event("online"));
  await turns();
  assert.deepEqual(asked, [0, 1_000]);
});

test("whoever found nobody looks again soon, where something says that the server is there", async () => {
  const { clock, asked, poll, hope } = createWorld([false, false]);
  await poll.now();
  hope.isTold = true;
  poll.hurry();
  await clock.pass(78_000);
  assert.deepEqual(pauses(asked), [1_000, 16_000, 60_000]);
});

test("there is never more than one question and one timer", async () => {
  const { clock, window, asked, poll } = createWorld();
  poll.now();
  window.dispatchEvent(new Event("focus"));
  window.dispatchEvent(new Event("focus"));
  await turns();
  assert.equal(asked.length, 2);
  assert.equal(clock.pending(), 1);
});

test("the page is still two and a half seconds after the last touch", async () => {
  const clock = fakeClock();
  const target = new EventTarget();
  let settled = 0;
  const stillness = createStillness(target, 2_500, () => settled++, clock);
  assert.ok(stillness.still());
  target.dispatchEvent(new Event("pointerdown"));
  assert.ok(!stillness.still());
  await clock.pass(2_000);
  target.dispatchEvent(new Event("scroll"));
  await clock.pass(2_000);
  assert.equal(settled, 0);
  await clock.pass(500);
  assert.equal(settled, 1);
  assert.ok(stillness.still());
});

test("a pointer that goes nowhere is no touch: the page has come under it", async () => {
  const clock = fakeClock();
  const target = new EventTarget();
  const stillness = createStillness(target, 2_500, () => {}, clock);
  const move = (screenX, screenY) =>
    target.dispatchEvent(Object.assign(new Event("pointermove"), { screenX, screenY }));
  move(0, 0);
  move(0, 0);
  assert.ok(stillness.still());
  move(0, 1);
  assert.ok(!stillness.still());
  await clock.pass(2_500);
  move(0, 1);
  assert.ok(stillness.still());
});
