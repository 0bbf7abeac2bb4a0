// DESIGN: one stream for all tabs of a browser. On plain http a browser has six connections to a server
// for all of its tabs: with a stream in each, the seventh tab would not even load. So one tab leads: it
// reads the stream, and passes on what it hears.
//
// Tabs find their leader by talking to each other (BroadcastChannel), since on plain http not every
// browser has locks or shared workers. A tab that opens asks who leads, and leads if nobody
// answers. Every BEAT_MS the leader says that it leads. It also says when it goes. If it can't, the
// others notice its silence. If two lead, the one with the lower rank stays. Members get names, so a
// member's tab can serve visitors' tabs, but not the other way round: its rank is below 1.
// A browser without channels (Safari before 15.4) has a stream for each tab that is seen.

/**
 * @typedef {import("./stream.js").Told} Told
 * @typedef {{type: "who" | "beat" | "bye", rank: number, isLive: boolean, events: Told[]}} Word
 * @typedef {Pick<BroadcastChannel, "postMessage" | "close" | "onmessage">} Channel
 */

const ANSWER_MS = 200;
const BEAT_MS = 1_500;
const STALE_MS = 4_000;

/** Whether a tab with one rank hears enough for a tab with the other. @param {number} one @param {number} other */
const serves = (one, other) => Math.floor(one) <= Math.floor(other);

/** What one tab knows of the others, from begin() to end(). */
export class Tabs {
  /**
   * @param {object} own
   * @param {() => void} own.lead reads the stream from now on
   * @param {() => void} own.rest no longer
   * @param {(events: Told[]) => void} own.hear
   * @param {(isLive: boolean) => void} own.turned whether all that happens is heard
   * @param {import("../browser_clock.js").Clock & {join: () => Channel | null}} surroundings
   */
  constructor(own, surroundings) {
    this.own = own;
    this.surroundings = surroundings;
    this.rank = 0;
    this.isLive = false;
    this.isLeading = false;
    /** @type {Channel | null} */
    this.channel = null;
    /** @type {unknown} */
    this.timer = null;
  }

  /** @param {number} audience 0 where names are told, or else 1 */
  begin(audience) {
    this.rank = audience + this.surroundings.chance();
    this.channel = this.surroundings.join();
    if (this.channel) this.channel.onmessage = ({ data }) => this.take(data);
    this.seek();
  }

  end() {
    if (this.isLeading) this.say("bye");
    this.rest();
    this.surroundings.cancel(this.timer);
    this.channel?.close();
    this.channel = null;
    this.turn(false);
  }

  /** What the leader's stream has brought. @param {Told[]} events none: it has ended */
  tell(events) {
    this.turn(events.length > 0);
    this.say("beat", events);
    this.own.hear(events);
  }

  /** @param {Word["type"]} type @param {Told[]} [events] */
  say(type, events = []) {
    const { rank, isLive } = this;
    this.channel?.postMessage({ type, rank, isLive, events });
  }

  /** @param {"seek" | "lead" | "beat"} step @param {number} delay */
  next(step, delay) {
    this.surroundings.cancel(this.timer);
    this.timer = this.surroundings.later(() => this[step](), delay);
  }

  /** @param {boolean} isLive */
  turn(isLive) {
    if (isLive === this.isLive) return;
    this.isLive = isLive;
    this.own.turned(isLive);
  }

  rest() {
    if (this.isLeading) this.own.rest();
    this.isLeading = false;
  }

  seek() {
    this.turn(false);
    this.say("who");
    this.next("lead", this.channel ? ANSWER_MS : 0);
  }

  lead() {
    this.isLeading = true;
    this.beat();
    this.own.lead();
  }

  beat() {
    this.say("beat");
    this.next("beat", BEAT_MS);
  }

  /** @param {Word} word */
  take({ type, rank, isLive, events }) {
    if (type === "who") {
      if (this.isLeading && serves(this.rank, rank)) this.say("beat");
    } else if (type === "bye") {
      if (!this.isLeading) this.next("seek", this.surroundings.chance() * ANSWER_MS);
    } else if (this.isLeading && this.rank < rank) this.say("beat");
    else if (serves(rank, this.rank)) {
      this.rest();
      this.next("seek", STALE_MS);
      this.turn(isLive);
      this.own.hear(events);
    }
  }
}
