import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ApiError } from "../../frontend/api.js";
import { createSearch } from "../../frontend/views/propose/search.js";
import { fakeClock } from "./support/clock.js";
import { turns } from "./support/server.js";

let clock;
let told;
let asked;
let search;

beforeEach(() => {
  clock = fakeClock();
  told = [];
  asked = [];
  const ask = (query, signal) =>
    new Promise((resolve, reject) => asked.push({ query, signal, resolve, reject }));
  search = createSearch((found) => told.push(found), { ...clock, ask });
});

test("it asks once the typing pauses", async () => {
  for (const text of ["me", "met", "metr"]) search.type(text);
  assert.equal(asked.length, 0);
  await clock.pass(250);
  assert.deepEqual(
    asked.map(({ query }) => query),
    ["metr"],
  );
});

test("a newer question ends the older one, whose answer is dropped", async () => {
  search.type("metro");
  await clock.pass(250);
  search.type("metropolis");
  await clock.pass(250);
  assert.ok(asked[0].signal.aborted);
  asked[1].resolve({ items: ["newer"], complete: true });
  asked[0].resolve({ items: ["older"], complete: true });
  await turns();
  assert.deepEqual(told.at(-1).hits, ["newer"]);
});

test("one letter is no question", async () => {
  search.type("m");
  await clock.pass(1_000);
  assert.equal(asked.length, 0);
});

test("Enter does not wait", async () => {
  search.type("tt0017136");
  search.type("tt0017136", { atOnce: true });
  await clock.pass(0);
  assert.equal(asked.length, 1);
});

test("older hits stay until the new ones are there", async () => {
  search.type("metro");
  await clock.pass(250);
  asked[0].resolve({ items: ["hit"], complete: true });
  await turns();
  search.type("metropo");
  assert.deepEqual([told.at(-1).busy, told.at(-1).hits], [true, ["hit"]]);
});

test("trouble is told, and the same words may be tried again", async () => {
  search.type("metro");
  await clock.pass(250);
  asked[0].reject(new ApiError("busy", { status: 503 }));
  await turns();
  assert.equal(told.at(-1).trouble.slug, "busy");
  search.type("metro");
  await clock.pass(250);
  assert.equal(asked.length, 2);
});

test("an answer of the club alone is told as that, and the same words may be tried again", async () => {
  search.type("metro");
  await clock.pass(250);
  asked[0].resolve({ items: ["ours"], complete: false });
  await turns();
  assert.deepEqual([told.at(-1).hits, told.at(-1).complete], [["ours"], false]);
  search.type("metro");
  await clock.pass(250);
  asked[1].resolve({ items: ["all"], complete: true });
  await turns();
  assert.deepEqual([told.at(-1).hits, told.at(-1).complete], [["all"], true]);
});

test("a failure says nothing of how complete an older answer was", async () => {
  search.type("metro");
  await clock.pass(250);
  asked[0].resolve({ items: [], complete: false });
  await turns();
  search.type("metropolis");
  await clock.pass(250);
  asked[1].reject(new ApiError("busy", { status: 503 }));
  await turns();
  assert.equal(told.at(-1).complete, true);
});
