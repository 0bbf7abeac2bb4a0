// Runs the browser tests: `node tests/browser/run.mjs [WORDS…]`, where a test is run if its name
// holds one of the words. MARQUEE_PROGRAM names the server's program, CHROMIUM another browser than the
// one of tools/chromium.mjs.
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { Browsers } from "./support/browsers.mjs";
import { LATE } from "./support/late.mjs";
import { scenarios } from "./support/scenario.mjs";

/** While answers are late, there's nothing to do. */
const AT_ONCE = LATE ? 10 : 4;
const LONGEST = 300_000;

for (const file of readdirSync(new URL(".", import.meta.url)))
  if (file.endsWith(".test.mjs")) await import(`./${file}`);

const words = process.argv.slice(2);
const wanted = scenarios.filter(
  ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
);
if (wanted.length === 0) {
  console.error(`No test has ${words.map((word) => `"${word}"`).join(" or ")} in its name.`);
  process.exit(1);
}
const browsers = new Browsers();
let left = wanted.length;

describe("the page in a browser", { concurrency: AT_ONCE }, () => {
  for (const { name, run } of wanted)
    it(name, { timeout: LONGEST }, async () => {
      await browsers.play(run).finally(() => (left -= 1) || browsers.close());
    });
});
