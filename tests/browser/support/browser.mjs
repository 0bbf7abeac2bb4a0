import { READING_TIME } from "../../../frontend/actions.js";
import { PATIENCE as ANSWER_TIME } from "../../../frontend/api.js";
import { LATE, delayAnswers } from "./late.mjs";
export { launch } from "../../../tools/chromium.mjs";

/** Long: the machine may be busy with other tests. */
export const PATIENCE = 60_000;

export const devices = {
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  },
  desktop: { viewport: { width: 1280, height: 980 } },
};

/**
 * The page gives a busy machine more time: what is said in passing stays until a test has looked, and
 * an answer that comes late still comes.
 */
const takeTime = (times) => {
  const later = globalThis.setTimeout;
  const given = (ms) => (times.includes(ms) ? 5 * ms : ms);
  globalThis.setTimeout = (run, ms, ...words) => later(run, given(ms), ...words);
};

/**
 * A reader with nothing in the cache, who asked for no motion: it is drawn by the processor here,
 * and costs more time than all the rest. What moves has tests of its own, and so has the worker, which
 * would answer in place of the network that tests like to stand in for.
 */
export async function newContext(browser, device, options = {}) {
  const context = await browser.newContext({
    ...devices[device],
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
    serviceWorkers: "block",
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  if (LATE) delayAnswers(context);
  await context.addInitScript(takeTime, [READING_TIME, ANSWER_TIME]);
  return context;
}
