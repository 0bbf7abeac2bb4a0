// The figures of docs/reference.md, measured side by side in one run; times are medians of rounds.
//
//   tests/bench/run                    everything
//   tests/bench/run upstream phone …   some parts: club edge listeners lists migrations backups moving upstream outages phone posters stale
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { measureBackups } from "./backups.mjs";
import { Club, PROPOSALS, VOTERS } from "../support/club.mjs";
import { measureEdge } from "./edge.mjs";
import { measureListeners } from "./listeners.mjs";
import { measureLists } from "./lists.mjs";
import { median, quantile, readPages, votingScript, wrk } from "./load.mjs";
import { measureMigrations } from "./migrations.mjs";
import { measureMoving } from "./moving.mjs";
import { copyAnswer, serveWithNginx } from "./nginx.mjs";
import { measurePhone } from "./phone.mjs";
import { measurePosters } from "./posters.mjs";
import { measureStale } from "./stale.mjs";
import { measureOutages, measureUpstream } from "./upstream.mjs";

const ROUNDS = 5;
const SECONDS = Number(process.env.MARQUEE_BENCH_SECONDS ?? 4);
const films = JSON.parse(readFileSync(new URL("../../db/demo/films.json", import.meta.url)));
const say = (what, value) => console.log(`${what.padEnd(58)} ${value}`);
const rate = (number) => `${Math.round(number).toLocaleString("en")} /s`;

function memory(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;
}

async function measureStarts(club) {
  const times = [];
  for (let i = 0; i < 5; i++) {
    times.push(await club.start());
    if (i < 4) await club.halt();
  }
  say("start to first answer", `${median(times).toFixed(0)} ms`);
  say("RSS when idle", `${memory(club.server.pid).toFixed(1)} MB`);
}

async function measurePage(club, token) {
  const url = `${club.url}/api/v1/proposals`;
  const headers = { Authorization: `Bearer ${token}` };
  const copy = await copyAnswer(url, headers);
  say(`page of ${PROPOSALS} proposals × ${VOTERS} voters`, `${copy.bytes.length} bytes`);
  say("  with gzip", `${gzipSync(copy.bytes).length} bytes`);
  const nginx = await serveWithNginx(club.folder, { page: copy });
  const copied = `${nginx.url}/page`;
  const theirs = (await fetch(copied)).headers.get("etag");
  const page = { ours: [], unchanged: [], nginx: [], nginxUnchanged: [] };
  for (let i = 0; i < ROUNDS; i++) {
    const load = { connections: 64, seconds: SECONDS / 2 };
    page.nginx.push((await wrk(copied, load)).perSecond);
    page.nginxUnchanged.push(
      (await wrk(copied, { ...load, headers: { "If-None-Match": theirs } })).perSecond,
    );
    page.ours.push((await wrk(url, { ...load, headers })).perSecond);
    page.unchanged.push(
      (await wrk(url, { ...load, headers: { ...headers, "If-None-Match": copy.etag } })).perSecond,
    );
  }
  await nginx.stop();
  const compare = (what, ours, nginx) => {
    const ratio = median(ours.map((it, at) => it / nginx[at])).toFixed(2);
    say(what, `${rate(median(ours))}  nginx ${rate(median(nginx))}  ${ratio} ×`);
  };
  compare("the page from memory, 64 connections", page.ours, page.nginx);
  compare("304, 64 connections", page.unchanged, page.nginxUnchanged);
}

/** What the first reader after a vote waits for: the server's own time, from its log. */
async function measureBuild(club, token) {
  const before = club.accesses().length;
  for (let i = 0; i < 100; i++) {
    await club.call(i % 2 ? "PUT" : "DELETE", `/votes/${club.ids[0]}`, token);
    await club.call("GET", "/proposals", token);
  }
  const builds = club
    .accesses()
    .slice(before)
    .filter((it) => it.path === "/api/v1/proposals");
  say("building the page from SQL, served at once", `${median(builds.map((it) => it.us))} µs`);
}

/** nginx is read meanwhile, too: what its static file waits for is the machine's, not ours. */
async function measureVotes(club, tokens) {
  const url = `${club.url}/api/v1/votes/1`;
  const one = votingScript(club.folder, tokens.slice(0, 1), club.ids);
  const nginx = await serveWithNginx(club.folder, { file: { bytes: Buffer.alloc(1000) } });
  const pages = [`${club.url}/api/v1/proposals`, `${nginx.url}/file`];
  const alone = [];
  const together = [];
  const reads = [[], []];
  for (let i = 0; i < ROUNDS; i++) {
    alone.push((await wrk(url, { connections: 1, seconds: SECONDS, script: one })).perSecond);
    const all = votingScript(club.folder, tokens, club.ids);
    const voting = wrk(url, { connections: 64, seconds: SECONDS, script: all });
    (await readPages(pages, tokens[0], SECONDS - 0.5)).forEach((it, at) => reads[at].push(...it));
    const votes = await voting;
    if (votes.bad > 0) throw new Error(`${votes.bad} votes were refused`);
    together.push(votes.perSecond);
  }
  await nginx.stop();
  say("durable votes, 1 voter", rate(median(alone)));
  const ratio = (median(together) / median(alone)).toFixed(1);
  say("durable votes, 64 voters", `${rate(median(together))}  ${ratio} ×`);
  const [ours, theirs] = reads.map((it) =>
    [0.5, 0.9, 0.99].map((part) => quantile(it, part).toFixed(1)).join(" / "),
  );
  say("  the page's first byte meanwhile, p50 / p90 / p99", `${ours} ms`);
  say("  a static file of nginx's meanwhile", `${theirs} ms`);
  say("RSS after all of it", `${memory(club.server.pid).toFixed(1)} MB`);
}

async function measureClub() {
  const club = new Club(JSON.parse(process.env.MARQUEE_BENCH_SETTINGS ?? "{}"));
  try {
    const tokens = club.addMembers(64);
    await measureStarts(club);
    await club.fill(tokens, films);
    await measurePage(club, tokens[0]);
    await measureBuild(club, tokens[0]);
    await measureVotes(club, tokens);
  } finally {
    await club.stop();
  }
}

const parts = {
  club: measureClub,
  edge: measureEdge,
  listeners: measureListeners,
  lists: measureLists,
  migrations: measureMigrations,
  backups: measureBackups,
  moving: measureMoving,
  upstream: measureUpstream,
  outages: measureOutages,
  phone: measurePhone,
  posters: measurePosters,
  stale: measureStale,
};
const named = process.argv.slice(2);
for (const name of named.length > 0 ? named : Object.keys(parts)) await parts[name](say);
