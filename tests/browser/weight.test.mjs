// The line that the vote page keeps: 38 kB. nginx is held to it in tests/deploy.
import { scenario } from "./support/scenario.mjs";
import { isLight, weigh } from "./support/weigh.mjs";

scenario(
  "who only looks at the vote page pays for it alone",
  { on: ["desktop"] },
  async (world) => {
    isLight(await weigh(world.readers.browser, world.server.url));
  },
);
