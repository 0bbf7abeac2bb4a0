// A club whose film data comes from a stand-in for upstream (tests/support/upstream.mjs), which can
// be told how to behave and asked what it was asked for.
import { spawn } from "node:child_process";
import { Club } from "./club.mjs";

const standIn = new URL("./upstream.mjs", import.meta.url).pathname;

export const idOf = (number) => `tt${String(number).padStart(7, "0")}`;
/** Numbers of films that have a poster out there, and of films that have none. */
export const withPosters = (count) =>
  Array.from({ length: 2 * count }, (_, i) => 10 + i)
    .filter((it) => it % 10 !== 9)
    .slice(0, count);
export const withoutPosters = (count) => Array.from({ length: count }, (_, i) => 10 * i + 9);

export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class Upstream {
  async start() {
    this.process = spawn(process.execPath, [standIn], { stdio: ["ignore", "pipe", "inherit"] });
    const port = await new Promise((resolve) => this.process.stdout.once("data", resolve));
    this.url = `http://127.0.0.1:${String(port).trim()}`;
    return this;
  }

  async #control(method, path, body) {
    const answer = await fetch(this.url + path, { method, body: body && JSON.stringify(body) });
    return answer.json();
  }

  script(script) {
    return this.#control("POST", "/__script", script);
  }

  /** Requests so far, by path. */
  async requests() {
    return (await this.#control("GET", "/__counts")).requests;
  }

  async total() {
    return Object.values(await this.requests()).reduce((sum, count) => sum + count, 0);
  }

  stop() {
    this.process.kill();
  }
}

export class OutsideClub extends Club {
  /** The same, started, with one member who may propose 100 films. */
  static async start(settings = {}) {
    const upstream = await new Upstream().start();
    const club = new OutsideClub({
      MARQUEE_PROVIDERS: "imdbapi",
      MARQUEE_IMDBAPI_URL: upstream.url,
      MARQUEE_IMDBAPI_CONCURRENCY: "10",
      MARQUEE_IMDBAPI_INTERVAL: "0s",
      MARQUEE_CINEMETA_URL: upstream.url,
      MARQUEE_CINEMETA_INTERVAL: "0s",
      MARQUEE_ALLOW_PRIVATE_UPSTREAM: "1",
      ...settings,
    });
    club.upstream = upstream;
    await club.start();
    club.run("member", "add", "ada");
    club.run("member", "limit", "ada", "100");
    club.token = club.run("token", "add", "ada");
    return club;
  }

  async propose(numbers) {
    for (const number of numbers)
      await this.call("POST", "/proposals", this.token, { imdb_id: idOf(number) });
  }

  page() {
    return this.call("GET", "/proposals?limit=100", this.token);
  }

  /** Looks at the page until `is` is true of every film, for `patience` ms at most; the last page. */
  async until(is, patience = 600_000) {
    const end = performance.now() + patience;
    for (;;) {
      const { items } = await this.page();
      if (items.every(({ film }) => is(film))) return items;
      if (performance.now() > end) throw new Error(`still: ${JSON.stringify(items)}`);
      await wait(20);
    }
  }

  async stop() {
    await super.stop();
    this.upstream.stop();
  }
}

export const isFresh = (film) => film.metadata.state === "fresh";
