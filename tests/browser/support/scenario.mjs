// Tests in plain sentences: each has a server of its own, and a reader to itself. One that says
// nothing of devices takes its turn, phone or desktop; MARQUEE_TEST_LONG=1 runs it on both. Every
// other one is played below a path of its site, as MARQUEE_PUBLIC_URL may have one.
import assert from "node:assert/strict";
import { World } from "./world.mjs";

const BOTH = /** @type {const} */ (["phone", "desktop"]);
let turns = 0;
let sites = 0;

const nextDevices = () =>
  process.env.MARQUEE_TEST_LONG === "1" ? BOTH : [BOTH[turns++ % BOTH.length]];

/** Where the club of a scenario is; one that is told its address has nothing below it. */
function nextSite({ host, env = {} } = {}) {
  if (host || env.MARQUEE_PUBLIC_URL) return "";
  return sites++ % 2 || process.env.MARQUEE_TEST_BELOW ? "/films" : "";
}

/** @type {{name: string, run: (readers: import("./readers.mjs").Readers) => Promise<void>}[]} */
export const scenarios = [];

/**
 * @param {string} name
 * @param {object} options
 * @param {("phone" | "desktop")[]} [options.on]
 * @param {ConstructorParameters<typeof import("./server.mjs").Server>[0]} [options.server]
 * @param {import("playwright-core").BrowserContextOptions} [options.context]
 * @param {(world: World) => unknown} play
 */
export function scenario(name, { on = nextDevices(), server, context }, play) {
  for (const device of on) {
    const below = nextSite(server);
    const run = async (readers) => {
      const world = new World(device, { ...server, below });
      try {
        await world.begin(readers, context);
        await play(world);
        assert.deepEqual(await world.guard.report(), [], "what the page did besides");
      } catch (error) {
        await world.keepPicture(`${name} (${device}${below && ", below"})`);
        world.spend();
        throw error;
      } finally {
        await world.end();
      }
    };
    scenarios.push({ name: `${name} (${device}${below && ", below"})`, run });
  }
}
