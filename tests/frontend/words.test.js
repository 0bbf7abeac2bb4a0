import assert from "node:assert/strict";
import { test } from "node:test";
import { hitRemark } from "../../frontend/words.js";

const NOW = new Date(2026, 10, 20, 21, 30).getTime();
const evening = (...day) => new Date(...day, 20).toISOString();
const hit = { title: "Charade", state: "new", proposal_id: null, watched_at: null };

test("a hit says nothing of a film that is new to the club", () => {
  assert.equal(hitRemark(hit, NOW), "");
});

test("a hit says when the club watched it", () => {
  const watched = (...day) => ({ ...hit, state: "watched", watched_at: evening(...day) });
  assert.equal(hitRemark(watched(2026, 2, 12), NOW), "Watched on 12 March");
  assert.equal(hitRemark(watched(2024, 2, 12), NOW), "Watched on 12 March 2024");
  assert.equal(hitRemark(watched(2026, 10, 19), NOW), "Watched yesterday");
});

test("a hit that is up for a vote says that, watched before or not", () => {
  const open = { ...hit, state: "open", proposal_id: 7 };
  assert.equal(hitRemark(open, NOW), "Already up for a vote");
  assert.equal(
    hitRemark({ ...open, watched_at: evening(2026, 2, 12) }, NOW),
    "Already up for a vote",
  );
});

test("a hit without a title can be proposed all the same", () => {
  assert.match(hitRemark({ ...hit, title: null }, NOW), /^Nobody knows this id yet/);
});
