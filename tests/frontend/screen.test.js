// What the big screen makes of the club.
import assert from "node:assert/strict";
import { test } from "node:test";
import "./support/english.js";
import { initialState } from "../../frontend/state.js";
import { castOf } from "../../frontend/views/screen/cast.js";
import { isGood } from "../../frontend/views/screen/invited.js";
import { stillMissing, votersOf } from "../../frontend/views/screen/missing.js";
import { distance } from "../../frontend/views/screen/remote.js";

const film = (id, vote_count, tonight = false) => ({
  id,
  vote_count,
  tonight,
  created_at: new Date(2026, 0, id).toISOString(),
  film: { title: `Film ${id}` },
});

/** Ids of those that lead, and of the others. */
function cast(...open) {
  const { leads, others, level } = castOf({ ...initialState, open });
  return [leads.map(({ id }) => id), others.map(({ id }) => id), level];
}

test("whoever leads is large, and the next are beside it by their votes", () => {
  assert.deepEqual(cast(film(1, 2), film(2, 5), film(3, 3)), [[2], [3, 1], 1]);
});

test("of many that are level three are large, and all are counted", () => {
  const level = [1, 2, 3, 4].map((id) => film(id, 2));
  assert.deepEqual(cast(...level, film(5, 1)), [[4, 3, 2], [], 4]);
});

test("nobody leads while nobody has voted, and as many films as fit wait", () => {
  const films = Array.from({ length: 12 }, (_, at) => film(at + 1, 0));
  const [leads, others, level] = cast(...films);
  assert.deepEqual([leads, others.length, level], [[], 10, 0]);
  assert.deepEqual(cast(), [[], [], 0]);
});

test("tonight’s film is no longer in the running", () => {
  assert.deepEqual(cast(film(1, 9, true), film(2, 1)), [[2], [], 1]);
});

test("an arrow goes on to what lies ahead of it, and nowhere else", () => {
  const from = { x: 100, y: 100 };
  const right = (x, y) => distance(from, { x, y }, [1, 0]);
  assert.ok(right(200, 100) < right(160, 160));
  assert.equal(right(100, 100), Infinity);
  assert.equal(right(20, 100), Infinity);
  assert.ok(distance(from, { x: 100, y: 20 }, [0, -1]) < Infinity);
});

test("an invitation is shown while others can still join by it for an hour", () => {
  const ends = (ms) => new Date(Date.now() + ms).toISOString();
  const all = [
    { state: "open", expires_at: ends(7_200_000) },
    { state: "open", expires_at: ends(600_000) },
    { state: "revoked", expires_at: ends(7_200_000) },
  ];
  assert.deepEqual(all.map(isGood), [true, false, false]);
});

test("whoever has voted for something is no longer missing, and the others stand by their names", () => {
  const [ada, grace, hedy] = ["ada", "grace", "hedy"].map((name, at) => ({ id: at + 1, name }));
  const open = [{ ...film(1, 1), voters: [grace] }, film(2, 0)];
  const voters = votersOf({ ...initialState, open });
  assert.deepEqual(stillMissing([hedy, grace, ada], voters), [ada, hedy]);
});
