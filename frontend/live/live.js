// DESIGN: the page hears what happens in the club as it happens. The list comes first, and is what counts:
// the stream says what has changed, or only that something has (tidings.js). A hidden tab doesn't listen.
// A tab that is shown again opens a new stream, even if the old one looks fine: phones freeze pages, and
// don't tell them that a connection is gone.
import { browserClock } from "../browser_clock.js";
import { root } from "../root.js";
import { createReader } from "./stream.js";
import { Tabs } from "./tabs.js";

/**
 * @typedef {object} Club
 * @property {() => string} wanted whose events they are: it begins with 0 where names are told, or else
 *   with 1; "": nobody's
 * @property {(signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>} open
 * @property {(event: import("./stream.js").Told) => void} hear
 * @property {(isLive: boolean) => void} turned whether all that happens is heard from now on
 * @property {() => void} ask the stream can't be opened: somebody should find out why
 *
 * @typedef {object} Window
 * @property {Pick<Document, "hidden" | "addEventListener">} page
 * @property {Pick<globalThis.Window, "addEventListener">} window
 */

/** @type {() => Window & ConstructorParameters<typeof Tabs>[1]} */
const browser = () => ({
  page: document,
  window,
  ...browserClock,
  join: () => ("BroadcastChannel" in window ? new BroadcastChannel(`marquee live ${root}`) : null),
});

/** @param {Club} club */
export function createLive({ wanted, open, hear, turned, ask }, surroundings = browser()) {
  const { page, window } = surroundings;
  let key = "";
  const reader = createReader({ open, hear: (events) => tabs.tell(events), ended }, surroundings);
  const tabs = new Tabs(
    { lead: reader.start, rest: reader.stop, hear: (events) => events.forEach(hear), turned },
    surroundings,
  );

  function ended() {
    if (!tabs.isLive) ask();
    tabs.tell([]);
  }

  function stop() {
    key = "";
    tabs.end();
  }

  /** Begins, ends or begins anew, where what is wanted has become another. */
  function sync() {
    const next = page.hidden ? "" : wanted();
    if (next === key) return;
    tabs.end();
    key = next;
    if (key) tabs.begin(Number(key[0]));
  }

  function anew() {
    stop();
    sync();
  }

  for (const type of ["visibilitychange", "resume"]) page.addEventListener(type, sync);
  for (const type of ["online", "offline"]) window.addEventListener(type, anew);
  page.addEventListener("freeze", stop);
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", sync);
  return { sync, isLive: () => tabs.isLive };
}
