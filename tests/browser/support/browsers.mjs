// DESIGN: all scenarios share a browser. Chromium itself crashes now and then, which says nothing about
// the page: whatever was under way in it begins again in a new one.
import { launch } from "./browser.mjs";
import { Readers } from "./readers.mjs";

/** More often than this it's no accident. */
const CRASHES = 3;

export class Browsers {
  constructor() {
    this.crashes = 0;
    this.readers = this.#open();
  }

  async #open() {
    return new Readers(await launch());
  }

  /** @param {(readers: Readers) => Promise<void>} run what has a world of its own, and may begin again */
  async play(run) {
    const mine = this.readers;
    const readers = await mine;
    try {
      await run(readers);
    } catch (error) {
      if (readers.browser.isConnected() || this.crashes >= CRASHES) throw error;
      this.#replace(mine);
      await this.play(run);
    }
  }

  /** The first that notices opens a new one for all. */
  #replace(gone) {
    if (gone !== this.readers) return;
    this.crashes += 1;
    console.error("The browser has crashed. What was under way begins again in a new one.");
    this.readers = this.#open();
  }

  async close() {
    await (await this.readers).browser.close();
  }
}
