import { ApiError } from "../api.js";

/**
 * Keeps the last of the wishes that come while one is under way: arrow keys pass over many.
 * @template Wish
 * @param {(wish: Wish) => Promise<void>} save
 * @param {(trouble: ApiError | null) => void} settle
 */
export function createSaver(save, settle) {
  /** @type {Wish[]} */
  let next = [];
  let isBusy = false;

  /** @returns {Promise<ApiError | null>} */
  async function work() {
    try {
      for (let wish = next.pop(); wish !== undefined; wish = next.pop()) {
        next = [];
        await save(wish);
      }
      return null;
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
  }

  /** @param {Wish} wish */
  async function want(wish) {
    next = [wish];
    if (isBusy) return;
    isBusy = true;
    const trouble = await work();
    isBusy = false;
    settle(trouble);
  }

  return { want, isBusy: () => isBusy };
}
