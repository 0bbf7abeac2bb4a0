import { ApiError } from "../api.js";
import { seatNow } from "../seat.js";

/**
 * Keeps the last of the wishes that come while one is under way: arrow keys pass over many. What has
 * to wait is nobody's wish any more once another member sits here.
 * @template Wish
 * @param {(wish: Wish) => Promise<void>} save
 * @param {(trouble: ApiError | null) => void} settle
 */
export function createSaver(save, settle) {
  /** @type {{wish: Wish, seat: number | null}[]} */
  let next = [];
  let isBusy = false;

  /** @returns {Promise<ApiError | null>} */
  async function work() {
    try {
      for (let each = next.pop(); each?.seat === seatNow(); each = next.pop()) {
        next = [];
        await save(each.wish);
      }
      return null;
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
  }

  /** @param {Wish} wish */
  async function want(wish) {
    next = [{ wish, seat: seatNow() }];
    if (isBusy) return;
    isBusy = true;
    const trouble = await work();
    isBusy = false;
    settle(trouble);
  }

  return { want, isBusy: () => isBusy };
}
