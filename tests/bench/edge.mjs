// Answers from memory beside nginx with the same bytes, head and all: the processor time that a request
// takes the server, and how many are answered. Server and client have a core each, and then share all.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Club } from "../support/club.mjs";
import { median, wrk } from "./load.mjs";
import { copyAnswer, serveWithNginx } from "./nginx.mjs";

const CONNECTIONS = [16, 64, 256, 1000];
const ROUNDS = 3;
const SECONDS = Number(process.env.MARQUEE_BENCH_SECONDS ?? 2);
const POSTER = 13_600; // bytes: one of about this size
const TICKS = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" })); // a second

const SETTINGS = {
  "a core each": {
    server: { through: ["taskset", "-c", "0"], workers: 1 },
    client: { through: ["taskset", "-c", "1"], threads: 1 },
  },
  "all cores": { server: {}, client: { threads: 2 } },
};

/** Seconds of processor time that the process and its children have used. */
function used(pid) {
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return [pid, ...list].reduce((sum, id) => {
    const fields = readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1].split(" ");
    return sum + (Number(fields[11]) + Number(fields[12])) / TICKS;
  }, 0);
}

/** The poster whose size is nearest to what most have on a phone. */
async function findPoster(url, page, headers) {
  const paths = new Set(page.bytes.toString().match(/\/api\/v1\/posters\/[0-9a-f]+\/\d+/g));
  const posters = [];
  for (const path of paths) posters.push({ path, copy: await copyAnswer(url + path, headers) });
  const off = ({ copy }) => Math.abs(copy.bytes.length - POSTER);
  return posters.reduce((best, it) => (off(it) < off(best) ? it : best));
}

/** What is asked for: its path and headers, and the copy that nginx serves. */
async function kindsOf(url) {
  const path = "/api/v1/proposals?limit=100";
  const plain = { Authorization: "Bearer mq_demo_member" };
  const gzip = { ...plain, "Accept-Encoding": "gzip" };
  const page = await copyAnswer(url + path, plain);
  const unchanged = { ...plain, "If-None-Match": page.etag };
  const { headers } = await copyAnswer(url + path, unchanged);
  return {
    page: { path, headers: plain, copy: page },
    gzip: { path, headers: gzip, copy: await copyAnswer(url + path, gzip) },
    poster: { headers: plain, ...(await findPoster(url, page, plain)) },
    304: { path, headers: unchanged, copy: { bytes: page.bytes, headers } },
  };
}

/** The two servers, as what is measured sees them: a process, and for each kind a URL and headers. */
async function serve(club, kinds, setting) {
  const files = Object.fromEntries(Object.entries(kinds).map(([kind, { copy }]) => [kind, copy]));
  const nginx = await serveWithNginx(club.folder, files, setting);
  const { etag } = await copyAnswer(`${nginx.url}/304`, {});
  const theirs = (kind, headers) =>
    kind === "304" ? { ...headers, "If-None-Match": etag } : headers;
  return {
    ours: {
      pid: club.server.pid,
      asked: (kind) => [club.url + kinds[kind].path, kinds[kind].headers],
    },
    nginx: {
      pid: nginx.pid,
      asked: (kind) => [`${nginx.url}/${kind}`, theirs(kind, kinds[kind].headers)],
    },
    stop: nginx.stop,
  };
}

async function load(server, kind, connections, client) {
  const [url, headers] = server.asked(kind);
  const before = used(server.pid);
  const said = await wrk(url, { connections, seconds: SECONDS, headers, ...client });
  if (said.bad > 0) throw new Error(`${said.bad} bad answers to ${url}`);
  return { ...said, us: ((used(server.pid) - before) / said.requests) * 1e6 };
}

/** By rounds, in which the two take turns to be the first. */
async function compare({ ours, nginx }, kind, connections, client) {
  const rounds = [];
  for (let i = 0; i < ROUNDS; i++) {
    const round = {};
    for (const name of i % 2 ? ["nginx", "ours"] : ["ours", "nginx"])
      round[name] = await load({ ours, nginx }[name], kind, connections, client);
    rounds.push(round);
  }
  const of = (name, what) => median(rounds.map((it) => it[name][what]));
  const ratio = (over, under, what) =>
    median(rounds.map((it) => it[over][what] / it[under][what])).toFixed(2);
  return [
    `${of("ours", "us").toFixed(1)} µs`,
    `${ratio("nginx", "ours", "us")} × per CPU`,
    `${ratio("ours", "nginx", "perSecond")} × by rate`,
    `p50 ${of("ours", "p50").toFixed(2)} and ${of("nginx", "p50").toFixed(2)} ms`,
    `p99 ${of("ours", "p99").toFixed(2)} and ${of("nginx", "p99").toFixed(2)} ms`,
  ].join("  ");
}

async function measureSetting(say, name, { server, client }) {
  const club = new Club();
  delete club.env.MARQUEE_DB;
  try {
    await club.start({ through: server.through, options: ["--demo"] });
    const kinds = await kindsOf(club.url);
    const servers = await serve(club, kinds, server);
    for (const kind of Object.keys(kinds))
      for (const connections of CONNECTIONS)
        say(
          `${kind}, ${connections} connections, ${name}`,
          await compare(servers, kind, connections, client),
        );
    await servers.stop();
  } finally {
    await club.stop();
  }
}

export async function measureEdge(say) {
  for (const [name, setting] of Object.entries(SETTINGS)) await measureSetting(say, name, setting);
}
