import { toTell } from "../club/refusals.js";
import * as calls from "./calls.js";
import { mayRate, noteMarks, watchedOf } from "./watched.js";

/**
 * What the reader gave, as far down as the list goes: the list is the same for all, and these come by
 * themselves, the screening with the highest id first.
 * @param {Page} page
 */
export function createMarks(page) {
  /** Where they go on; undefined: they begin, null: that is all of them. @type {string | null | undefined} */
  let cursor;
  /** The lowest id that has come. */
  let lowest = Infinity;
  /** The lowest id in the list. */
  let wanted = Infinity;
  let round = 0;
  let isBusy = false;

  /** The list may go on meanwhile. @param {number} mine */
  async function read(mine) {
    while (cursor !== null && lowest > wanted) {
      const before = watchedOf(page.state());
      const { items, next } = await calls.ratings(cursor ?? null);
      if (mine !== round) return;
      noteMarks(page, items, before);
      cursor = next;
      lowest = Math.min(lowest, ...items.map(({ screening_id }) => screening_id));
    }
  }

  /** @param {readonly {id: number}[]} screenings */
  async function reach(screenings) {
    wanted = Math.min(wanted, ...screenings.map(({ id }) => id));
    if (isBusy || !mayRate(page.state()) || screenings.length === 0) return;
    isBusy = true;
    const mine = round;
    try {
      await read(mine);
    } catch (error) {
      if (mine === round) toTell(page, error);
    } finally {
      if (mine === round) isBusy = false;
    }
  }

  /** Whoever comes next gave something else. */
  function forget() {
    round += 1;
    isBusy = false;
    cursor = undefined;
    lowest = Infinity;
    wanted = Infinity;
  }

  return { reach, forget };
}
