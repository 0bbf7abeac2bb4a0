// Links that let people in: where they work, and their QR code.
import assert from "node:assert/strict";
import { test } from "node:test";
import { outline } from "../../frontend/components/code.js";
import { linkTo } from "../../frontend/components/link.js";
import { isLoopback } from "../../frontend/components/reach.js";
import { generate } from "../../frontend/vendor/lean-qr-2.7.4.js";

test("a link is made for the address at which the page is open", () => {
  globalThis.location = { origin: "http://192.168.1.20:8080" };
  assert.equal(linkTo("/join", "s-e_c"), "http://192.168.1.20:8080/join#s-e_c");
  delete globalThis.location;
});

test("names of this very device are told from those that others can open", () => {
  for (const name of ["localhost", "club.localhost", "127.0.0.1", "127.0.1.1", "[::1]"])
    assert.ok(isLoopback(name), name);
  for (const name of ["192.168.1.20", "films.lan", "localhost.example.org", "127.example.org"])
    assert.ok(!isLoopback(name), name);
});

/** Whether a stroke of the outline covers a dot. */
function isDark(path, x, y) {
  const strokes = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1H(\d+)z/g)].map((each) =>
    each.map(Number),
  );
  return strokes.some(
    ([, left, top, width, back]) => back === left && top === y && left <= x && x < left + width,
  );
}

test("a QR code is drawn dot by dot", () => {
  const code = generate(
    "http://192.168.1.20:8080/join#bT9xkq0PEHdyTnQ0Zf8y3C1k5L7r2wV6uYsa4mJgXoE",
  );
  const path = outline(code);
  assert.match(path, /^(M\d+ \d+h\d+v1H\d+z)+$/);
  for (let y = 0; y < code.size; y += 1)
    for (let x = 0; x < code.size; x += 1)
      assert.equal(isDark(path, x, y), code.get(x, y), `${x} ${y}`);
});
