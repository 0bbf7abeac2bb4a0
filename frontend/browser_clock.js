/**
 * Time, in ms, and chance; tests bring their own.
 * @typedef {object} Clock
 * @property {(run: () => void, delay: number) => unknown} later
 * @property {(timer: any) => void} cancel
 * @property {() => number} chance from 0 to 1, without 1
 */

/** @type {Clock} */
export const browserClock = {
  later: (run, delay) => setTimeout(run, delay),
  cancel: (timer) => clearTimeout(timer),
  chance: Math.random,
};
