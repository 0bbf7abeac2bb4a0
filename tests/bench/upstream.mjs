// What the page costs while upstream is slow, in trouble or idle: times here, requests there.
import { Agent, get } from "node:http";
import { median, quantile, wrk } from "./load.mjs";
import {
  idOf,
  isFresh,
  OutsideClub,
  wait,
  withoutPosters,
  withPosters,
} from "../support/outside.mjs";

const PAGE = "GET /api/v1/proposals";
const FILMS = 10;
const DELAY = 5000; // ms
const STALE_FILMS = 50;
const ROUNDS = 21;
const CONNECTIONS = 4;
const VIEWS = 10_000;

/** A median, a high and the highest of times in ms. */
const spread = (times) =>
  `${[0.5, 0.99, 1].map((part) => quantile(times, part).toFixed(1)).join(" / ")} ms`;
const seconds = (number) => `${(number / 1000).toFixed(1)} s`;

/** Loads the page: ms to its first byte, and its films. */
function load(club, agent) {
  const started = performance.now();
  const headers = { authorization: `Bearer ${club.token}` };
  return new Promise((resolve, reject) => {
    get(`${club.url}/api/v1/proposals?limit=100`, { agent, headers }, async (answer) => {
      const firstByte = performance.now() - started;
      let text = "";
      for await (const part of answer) text += part;
      resolve({ firstByte, films: JSON.parse(text).items.map((it) => it.film) });
    }).on("error", reject);
  });
}

/** Loads it every 50 ms until all films have text and poster. */
async function watch(club) {
  const agent = new Agent({ keepAlive: true });
  const started = performance.now();
  const seen = { times: [], texts: 0, posters: 0 };
  while (seen.posters === 0) {
    const { firstByte, films } = await load(club, agent);
    const now = performance.now() - started;
    seen.times.push(firstByte);
    if (seen.texts === 0 && films.every(isFresh)) seen.texts = now;
    if (films.every((film) => film.poster)) seen.posters = now;
    await wait(50);
  }
  const before = await club.upstream.total();
  for (let i = 0; i < 20; i++) await load(club, agent);
  seen.later = (await club.upstream.total()) - before;
  agent.destroy();
  return seen;
}

/** Films that nobody here has seen, from an upstream that takes its time. */
async function measureSlow(say, concurrency) {
  const club = await OutsideClub.start({ MARQUEE_IMDBAPI_CONCURRENCY: String(concurrency) });
  try {
    const numbers = withPosters(FILMS);
    await club.upstream.script({ prefix: "/", delay: DELAY });
    await club.propose(numbers);
    const { times, texts, posters, later } = await watch(club);
    const requests = await club.upstream.requests();
    const counts = numbers.flatMap((it) => [
      requests[`/titles/${idOf(it)}`],
      requests[`/poster/${idOf(it)}.jpg`],
    ]);
    say(
      `${FILMS} new films, upstream takes ${DELAY / 1000} s, ${concurrency} at once`,
      `texts after ${seconds(texts)}, posters after ${seconds(posters)}`,
    );
    const own = club.accesses().filter((it) => `${it.method} ${it.path}` === PAGE);
    say("  the page's first byte meanwhile, p50 / p99 / most", spread(times));
    say("    of that in the server", spread(own.map((it) => it.us / 1000)));
    say(
      `  requests for each text and poster over ${times.length} loads`,
      `${Math.min(...counts)} to ${Math.max(...counts)}; ${later} over 20 more loads`,
    );
  } finally {
    await club.stop();
  }
}

const troubles = {
  "takes no connections": { stop: true },
  hangs: { do: "hang" },
  "drips a byte each 100 ms": { do: "drip" },
  "sends 10 GB": { do: "huge", size: 10e9 },
  "sends a gzip bomb": { do: "bomb" },
  "sends garbage": { do: "garbage" },
  "sends HTML": { do: "html" },
  "answers 429": { do: "status", status: 429 },
  "answers 500": { do: "status", status: 500 },
};

async function startWith(settings) {
  const club = await OutsideClub.start(settings);
  await club.propose(withoutPosters(STALE_FILMS));
  await club.until((film) => film.title !== null);
  return club;
}

async function measureTrouble(say, healthy, [name, trouble]) {
  const club = await startWith({ MARQUEE_CACHE_TTL: "2s" });
  const page = { connections: CONNECTIONS, seconds: 1 };
  const ask = async ({ url, token }) => {
    const headers = { Authorization: `Bearer ${token}` };
    return wrk(`${url}/api/v1/proposals?limit=100`, { ...page, headers });
  };
  try {
    if (trouble.stop) club.upstream.stop();
    else await club.upstream.script({ prefix: "/", then: trouble });
    const films = await club.until((film) => film.metadata.state === "stale");
    const rounds = [];
    for (let i = 0; i < ROUNDS; i++) {
      const order = i % 2 ? [healthy, club] : [club, healthy];
      const seen = new Map();
      for (const one of order) seen.set(one, await ask(one));
      rounds.push({ ill: seen.get(club), well: seen.get(healthy) });
    }
    const bad = rounds.reduce((sum, { ill }) => sum + ill.bad, 0);
    const [p50, p99] = ["p50", "p99"].map((it) => {
      const time = median(rounds.map(({ ill }) => ill[it])).toFixed(2);
      const ratio = median(rounds.map(({ ill, well }) => ill[it] / well[it])).toFixed(2);
      return `${time} (${ratio} ×)`;
    });
    say(`upstream ${name}: the page, p50 / p99`, `${p50} / ${p99} ms; ${bad} bad answers`);
    const kept = films.filter(({ film }) => film.title).length;
    say("  films shown though stale", `${kept} of ${STALE_FILMS}`);
  } finally {
    await club.stop();
  }
}

export async function measureOutages(say) {
  const healthy = await startWith({});
  try {
    for (const trouble of Object.entries(troubles)) await measureTrouble(say, healthy, trouble);
  } finally {
    await healthy.stop();
  }
}

async function measureViews(say) {
  const club = await OutsideClub.start();
  try {
    await club.propose(withoutPosters(100));
    await club.until(isFresh);
    const before = await club.upstream.total();
    const agent = new Agent({ keepAlive: true });
    const times = [];
    const read = async () => {
      for (let i = 0; i < VIEWS / CONNECTIONS; i++) times.push((await load(club, agent)).firstByte);
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, read));
    agent.destroy();
    const more = (await club.upstream.total()) - before;
    say(`requests over ${times.length} views of 100 films within the TTL`, String(more));
    say("  first byte, p50 / p99 / most", spread(times));
  } finally {
    await club.stop();
  }
}

export async function measureUpstream(say) {
  await measureSlow(say, 10);
  await measureSlow(say, 1);
  await measureViews(say);
}
