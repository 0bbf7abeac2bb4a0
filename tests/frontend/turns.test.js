import assert from "node:assert/strict";
import { test } from "node:test";
import { roundOf } from "../../frontend/views/seats/turn_round.js";

test("whoever starts a round is the first in it, and then the others follow", () => {
  const [ada, grace, hedy] = [1, 2, 3].map((id) => ({ id, name: `${id}`, color: "#000000" }));
  assert.deepEqual(roundOf([ada, grace, hedy], grace), [grace, hedy, ada]);
  assert.deepEqual(roundOf([ada], ada), [ada]);
});
