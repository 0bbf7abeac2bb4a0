// The line that the vote page keeps, in each of its languages: 38 kB. nginx is held to it in tests/deploy.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { scenario } from "./support/scenario.mjs";
import { isLight, weigh } from "./support/weigh.mjs";

const list = new URL("../../frontend/words/languages.json", import.meta.url);

for (const { language, name } of JSON.parse(readFileSync(list, "utf8")))
  scenario(
    `who only looks at the vote page in ${name} pays for it alone`,
    { on: ["desktop"] },
    async (world) => {
      const files = await weigh(world.readers.browser, world.server.url, language);
      isLight(files);
      assert.deepEqual(
        [...files.keys()].filter((path) => path.includes("/words/")),
        [`${world.server.below}/words/${language}/page.js`],
      );
    },
  );
