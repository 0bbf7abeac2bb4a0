// Tests in plain sentences: each has a server of its own, and a reader to itself. One that says
// nothing of devices takes its turn, phone or desktop; MARQUEE_TEST_LONG=1 runs it on both.
import assert from "node:assert/strict";
import { World } from "./world.mjs";

const BOTH = /** @type {const} */ (["phone", "desktop"]);
let turns = 0;

const nextDevices = () =>
  process.env.MARQUEE_TEST_LONG === "1" ? BOTH : [BOTH[turns++ % BOTH.length]];

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
    const run = async (readers) => {
      const world = new World(device, server);
      try {
        await world.begin(readers, context);
        await play(world);
        assert.deepEqual(await world.guard.report(), [], "what the page did besides");
      } catch (error) {
        await world.keepPicture(`${name} (${device})`);
        world.spend();
        throw error;
      } finally {
        await world.end();
      }
    };
    scenarios.push({ name: `${name} (${device})`, run });
  }
}
