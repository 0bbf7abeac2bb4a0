/** An event of the club: its kind, and what the server tells with it. @typedef {{kind: string, version: number} & Record<string, any>} Told */

/** @typedef {import("../browser_clock.js").Clock} Clock */

/** A proxy that gathers answers before it passes them on has nothing to show by then. */
const FIRST_MS = 10_000;
/** The server says something every 15 s. */
const SILENCE_MS = 35_000;
const AGAIN_MS = 1_000;
const LONGEST_MS = 60_000;
/** A stream that has brought so many pieces is sound: its first ones come at once. */
const SOUND = 3;

/** @param {string} block @returns {Told[]} none: it was a sign of life, no event */
function eventsOf(block) {
  const kind = /^event: (.*)$/m.exec(block);
  const data = /^data: (.*)$/m.exec(block);
  return kind && data ? [{ kind: kind[1], ...JSON.parse(data[1]) }] : [];
}

/**
 * Reads events until they end or fail, or until nothing has come for too long: a phone that slept may
 * not say that its connection is gone.
 * @param {(signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>} open
 * @param {(events: Told[]) => void} hear for every piece that comes, also for one without an event
 * @param {Clock} clock
 */
function listen(open, hear, { later, cancel }) {
  const ending = new AbortController();
  const end = () => ending.abort();
  let watch = later(end, FIRST_MS);

  async function read() {
    const reader = (await open(ending.signal)).getReader();
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      cancel(watch);
      watch = later(end, SILENCE_MS);
      const blocks = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = blocks.pop() ?? "";
      const events = blocks.flatMap(eventsOf);
      queueMicrotask(() => hear(events)); // what fails there is no failure of the stream
    }
  }

  const over = read()
    .catch(() => {})
    .then(() => cancel(watch));
  return { end, over };
}

/**
 * Goes on listening until it is stopped: after an end it begins again, later after each failure. Not at
 * once, and not all readers at the same time: a server that starts again has enough to do.
 * @param {{open: Parameters<typeof listen>[0], hear: (events: Told[]) => void, ended: () => void}} source
 * @param {Clock} clock
 */
export function createReader({ open, hear, ended }, clock) {
  let failures = 0;
  /** @type {unknown} */
  let timer = null;
  /** @type {ReturnType<typeof listen> | null} */
  let stream = null;

  async function start() {
    let pieces = 0;
    const mine = listen(open, take, clock);
    stream = mine;
    await mine.over;
    if (stream !== mine) return;
    if (pieces < SOUND) failures += 1;
    const delay = Math.min(AGAIN_MS * 2 ** failures, LONGEST_MS);
    timer = clock.later(start, delay * (0.5 + clock.chance() / 2));
    ended();

    /** @param {Told[]} events */
    function take(events) {
      if (stream !== mine) return;
      pieces += 1;
      if (pieces === SOUND) failures = 0;
      if (events.length > 0) hear(events);
    }
  }

  function stop() {
    clock.cancel(timer);
    stream?.end();
    stream = null;
    failures = 0;
  }

  return { start, stop };
}
