// What thousands who listen for events cost, and how soon they know of a vote.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { Club } from "../support/club.mjs";
import { median, quantile, votingScript, wrk } from "./load.mjs";

const LISTENERS = Number(process.env.MARQUEE_BENCH_LISTENERS ?? 5000);
const ROUNDS = 3;
const SECONDS = Number(process.env.MARQUEE_BENCH_SECONDS ?? 4);
const VOTES = 50;
const films = JSON.parse(readFileSync(new URL("../../db/demo/films.json", import.meta.url)));

function memory(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);
}

/** Seconds of processor time so far. */
function processorTime(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** So many listeners, see listeners.py. */
class Listeners {
  async start(club, token) {
    const script = new URL("./listeners.py", import.meta.url).pathname;
    const { port } = new URL(club.url);
    const words = [script, port, token, String(LISTENERS), String(club.ids[0])];
    this.process = spawn("python3", words, { stdio: ["pipe", "pipe", "inherit"] });
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
    await this.line();
  }

  async line() {
    const { value, done } = await this.lines.next();
    if (done) throw new Error("the listeners are gone");
    return JSON.parse(value);
  }

  async vote() {
    this.process.stdin.write("\n");
    return this.line();
  }

  async stop() {
    this.process.stdin.end();
    await new Promise((resolve) => this.process.on("exit", resolve));
  }
}

async function measureRates(club, tokens, listeners) {
  const script = votingScript(club.folder, tokens, club.ids);
  const load = { connections: 64, seconds: SECONDS, script };
  const rates = { alone: [], listened: [] };
  for (let i = 0; i < ROUNDS; i++) {
    rates.alone.push((await wrk(`${club.url}/api/v1/votes/1`, load)).perSecond);
    await listeners.start(club, tokens[0]);
    rates.listened.push((await wrk(`${club.url}/api/v1/votes/1`, load)).perSecond);
    if (i < ROUNDS - 1) await listeners.stop();
  }
  return rates;
}

async function measureDelivery(listeners) {
  const times = [];
  for (let i = 0; i < VOTES; i++) {
    times.push(await listeners.vote());
    await sleep(600);
  }
  return times;
}

async function measureWith(club, tokens, say) {
  const listeners = new Listeners();
  const before = memory(club.server.pid);
  await listeners.start(club, tokens[0]);
  const each = (memory(club.server.pid) - before) / LISTENERS;
  say(`${LISTENERS} listeners, RSS of each`, `${each.toFixed(2)} kB`);
  const start = processorTime(club.server.pid);
  await sleep(30_000);
  const share = (processorTime(club.server.pid) - start) / 30;
  say("  processor time while nothing happens", `${(100 * share).toFixed(2)} %`);
  const times = await measureDelivery(listeners);
  await listeners.stop();
  const tell = (part) =>
    ["answered", "first", "last"]
      .map((name) =>
        quantile(
          times.map((it) => it[name]),
          part,
        ).toFixed(1),
      )
      .join(" / ");
  say("  a vote is answered / first heard / last heard, p50", `${tell(0.5)} ms`);
  say("  p99", `${tell(0.99)} ms`);
  const rates = await measureRates(club, tokens, listeners);
  const ratio = (median(rates.listened) / median(rates.alone)).toFixed(2);
  say("  votes meanwhile, 64 voters, none listening = 1", `${ratio} ×`);
  const stopping = performance.now();
  await club.halt();
  say("  a stop beside them", `${((performance.now() - stopping) / 1000).toFixed(2)} s`);
  await listeners.stop();
}

export async function measureListeners(say) {
  const club = new Club({ MARQUEE_MAX_CONNECTIONS: String(LISTENERS + 500) });
  try {
    const tokens = club.addMembers(64);
    await club.start();
    await club.fill(tokens, films);
    await measureWith(club, tokens, say);
  } finally {
    await club.stop();
  }
}
