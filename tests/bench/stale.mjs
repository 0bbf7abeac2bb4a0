// A thousand films that are all stale, and an upstream that lets itself be asked so many times a
// second: how long it takes until all are fresh, and what a reader notices of it.
import { execFileSync } from "node:child_process";
import { wrk } from "./load.mjs";
import { OutsideClub } from "../support/outside.mjs";

const FILMS = 1000;
const LATENCY = 300; // ms
const SLACK = 1.2; // of the pace that the settings allow, so that the limit is kept

const numbers = Array.from({ length: FILMS }, (_, i) => 10 * i + 9); // without posters

async function proposeAll(club) {
  club.run("member", "limit", "ada", String(FILMS));
  await club.propose(numbers);
  club.run("refresh", "--all");
}

async function measurePace(say, perSecond) {
  const club = await OutsideClub.start({ MARQUEE_IMDBAPI_CONCURRENCY: "16" });
  try {
    await proposeAll(club);
    await club.halt();
    club.env.MARQUEE_IMDBAPI_INTERVAL = `${Math.ceil((1000 * SLACK) / perSecond)}ms`;
    execFileSync("sqlite3", [
      club.env.MARQUEE_DB,
      "UPDATE films SET cached_at = cached_at - 90000, try_at = 0",
    ]);
    await club.start();
    await club.upstream.script({ prefix: "/titles/", delay: LATENCY, limit: perSecond });
    const before = await club.upstream.total();
    const started = performance.now();
    const refresh = club.runLater("refresh");
    const page = { connections: 4, seconds: 5 };
    const headers = { Authorization: `Bearer ${club.token}` };
    const meanwhile = await wrk(`${club.url}/api/v1/proposals?limit=50`, { ...page, headers });
    await refresh;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const still = await wrk(`${club.url}/api/v1/proposals?limit=50`, { ...page, headers });
    const requests = (await club.upstream.total()) - before;
    say(
      `${FILMS} stale films, upstream takes ${LATENCY} ms and ${perSecond} requests/s`,
      `all fresh after ${seconds} s, ${requests} requests`,
    );
    const times = ({ p50, p99 }) => `${p50.toFixed(2)} / ${p99.toFixed(2)} ms`;
    say("  the page meanwhile, and afterwards, p50 / p99", `${times(meanwhile)}, ${times(still)}`);
  } finally {
    await club.stop();
  }
}

export async function measureStale(say) {
  for (const perSecond of [5, 40]) await measurePace(say, perSecond);
}
