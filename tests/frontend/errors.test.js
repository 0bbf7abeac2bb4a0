import assert from "node:assert/strict";
import { test } from "node:test";
import "./support/english.js";
import { ApiError } from "../../frontend/api.js";
import { oneLine, wordsFor } from "../../frontend/errors.js";
import { loadWords } from "../../frontend/words/say.js";

const full = new ApiError("too-fast", { status: 429, params: { retry_after: 20 } });

test("an error waits for what fills in its words, also where they came first", async () => {
  await loadWords(["forms"]);
  await wordsFor(full);
  assert.match(oneLine(full), /20 seconds/);
  const watched = new ApiError("proposal-not-open", { status: 409, params: { status: "watched" } });
  assert.match(oneLine(watched), /^The club has already watched this film\./);
  assert.equal(wordsFor(watched), null);
});
