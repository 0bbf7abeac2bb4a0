import assert from "node:assert/strict";
import { test } from "node:test";
import { createAsking } from "../../frontend/asking.js";
import { sit } from "../../frontend/seat.js";

test("only the answer to the last question is wanted, and only by whoever asked it", () => {
  const asking = createAsking();
  const isFirstWanted = asking();
  assert.ok(isFirstWanted());
  const isSecondWanted = asking();
  assert.deepEqual([isFirstWanted(), isSecondWanted()], [false, true]);
  sit(7);
  assert.ok(!isSecondWanted());
});
