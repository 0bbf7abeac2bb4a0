import { ApiError } from "../../api.js";
import { browserClock } from "../../browser_clock.js";
import * as calls from "../../calls.js";

const SHORTEST = 2;
const PAUSE = 250;

/** @type {Found} */
export const nothingSought = {
  query: "",
  busy: false,
  hits: [],
  complete: true,
  trouble: null,
};

const browser = { ask: calls.searchFilms, ...browserClock };

/**
 * Search as one types: after a pause, one question at a time, the answer to an older one dropped.
 * @param {(found: Found) => void} tell
 * @param {Pick<typeof browser, "ask" | "later" | "cancel">} [surroundings]
 */
export function createSearch(tell, { ask, later, cancel } = browser) {
  /** @type {unknown} */
  let timer = null;
  let running = new AbortController();
  let found = nothingSought;

  /** @param {Found} next */
  function report(next) {
    found = next;
    tell(next);
  }

  /** @param {string} query */
  async function seek(query) {
    const { signal } = (running = new AbortController());
    try {
      const { items: hits, complete } = await ask(query, signal);
      if (!signal.aborted) report({ query, busy: false, hits, complete, trouble: null });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      report({ ...nothingSought, query, trouble: error });
    }
  }

  /** @param {string} text @param {{atOnce?: boolean}} [options] */
  function type(text, { atOnce = false } = {}) {
    const query = text.trim();
    const isAnswered = !found.trouble && found.complete;
    if (query === found.query && isAnswered && !atOnce) return;
    cancel(timer);
    running.abort();
    if (query.length < SHORTEST) {
      report({ ...nothingSought, query });
      return;
    }
    report({ ...found, query, busy: true, trouble: null });
    timer = later(() => seek(query), atOnce ? 0 : PAUSE);
  }

  return { type };
}
