// A club that moves in from the Django site: how long that takes, what a second run changes, what is
// left of a run that was killed, and how long others wait meanwhile.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Club, program } from "../support/club.mjs";
import { quantile } from "./load.mjs";

const KILLS = Number(process.env.MARQUEE_BENCH_KILLS ?? 50);
const site = new URL("../support/site/make.py", import.meta.url).pathname;

/** A database of the site, in the club's folder. */
function makeSite(club, scenario) {
  const file = join(club.folder, `${scenario}.sqlite3`);
  execFileSync("/usr/bin/python3", [site, file, scenario]);
  return file;
}

const sum = (club) =>
  execFileSync("sqlite3", [club.env.MARQUEE_DB, ".sha3sum"], { encoding: "utf8" });
const rows = (club) =>
  Number(
    execFileSync("sqlite3", [
      club.env.MARQUEE_DB,
      "SELECT (SELECT count(*) FROM members) + (SELECT count(*) FROM films)" +
        " + (SELECT count(*) FROM activity) + (SELECT count(*) FROM imported)",
    ]),
  );

async function measureRuns(say) {
  const club = new Club();
  const file = makeSite(club, "club");
  await club.start();
  const started = performance.now();
  await club.runLater("import", "django", file);
  const seconds = (performance.now() - started) / 1000;
  await club.halt();
  const before = sum(club);
  say("50 members, 5,000 votes …: import, beside a server", `${seconds.toFixed(1)} s`);
  club.run("import", "django", file);
  say("  a second run changes", sum(club) === before ? "nothing" : "SOMETHING");
  rmSync(club.folder, { recursive: true });
}

/** Without a server, and without passwords, which take most of the time and change nothing. */
async function measureKills(say) {
  const club = new Club();
  const file = makeSite(club, "club");
  execFileSync("sqlite3", [file, "UPDATE auth_user SET password = '!'"]);
  const forget = () => {
    for (const end of ["", "-wal", "-shm"]) rmSync(club.env.MARQUEE_DB + end, { force: true });
  };
  const begin = () =>
    spawn(program, ["import", "django", file], { env: club.env, stdio: "ignore" });
  const ended = (run) => new Promise((resolve) => run.once("exit", resolve));
  forget();
  const started = performance.now();
  await ended(begin());
  const whole = { ms: performance.now() - started, rows: rows(club) };
  const left = [];
  for (let i = 0; i < KILLS; i++) {
    forget();
    const run = begin();
    await pause((whole.ms * i) / KILLS);
    run.kill("SIGKILL");
    await ended(run);
    if (!existsSync(club.env.MARQUEE_DB)) {
      left.push(0);
      continue;
    }
    club.run("member", "add", "somebody");
    left.push(rows(club) - 2); // that member, and its entry
  }
  const partial = left.filter((it) => it !== 0 && it !== whole.rows).length;
  say(`  killed at ${KILLS} moments: left something, not all`, `${partial}`);
  rmSync(club.folder, { recursive: true });
}

/** How long others wait for what `work` does. */
async function measureWaits(say, club, token, what, work) {
  const { id } = await club.call("POST", "/proposals", token, { title: what, year: 2000 });
  const run = { imports: false, goesOn: true };
  const waits = { votes: [[], []], pages: [[], []] };
  const repeat = async (into, ask) => {
    for (let i = 0; run.goesOn; i++) {
      const meanwhile = Number(run.imports);
      const started = performance.now();
      await ask(i);
      into[meanwhile].push(performance.now() - started);
    }
  };
  const all = [
    repeat(waits.votes, (i) => club.call(i % 2 ? "DELETE" : "PUT", `/votes/${id}`, token)),
    repeat(waits.pages, () => club.call("GET", "/proposals", token)),
  ];
  await pause(3000);
  run.imports = true;
  await work();
  run.goesOn = false;
  await Promise.all(all);
  const longest = Math.max(...waits.votes[1]).toFixed(0);
  say(`${what}: the longest wait of a vote`, `${longest} ms`);
  const [none, meanwhile] = waits.pages.map((it) => quantile(it, 0.99).toFixed(1));
  say("  page p99 before / meanwhile", `${none} / ${meanwhile} ms`);
}

async function measureSite(say) {
  const club = new Club();
  const [token] = club.addMembers(1);
  const file = makeSite(club, "big");
  await club.start();
  await measureWaits(say, club, token, "100,000 rows at once", () =>
    club.runLater("import", "django", file, "--dry-run"),
  );
  await club.stop();
}

/** 100,000 films, with stars. */
function makeList() {
  const row = (i) => `tt${5_000_000 + i},Film ${i},${1 + (i % 5)}`;
  return `imdb_id,title,stars\n${Array.from({ length: 100_000 }, (_, i) => row(i)).join("\n")}\n`;
}

async function uploadList(club, token) {
  const answer = await fetch(`${club.url}/api/v1/imports`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: makeList(),
  });
  return (await answer.json()).id;
}

/** The first member brings films that are new here; the second's are known by then. */
async function measureUploads(say) {
  const club = new Club({ MARQUEE_ANSWER_TIMEOUT: "10m" });
  const tokens = club.addMembers(2);
  await club.start();
  for (const [i, which] of ["new", "known"].entries()) {
    const began = performance.now();
    const id = await uploadList(club, tokens[i]);
    const seconds = (performance.now() - began) / 1000;
    say(`100,000 ${which} films: upload`, `${seconds.toFixed(1)} s`);
    await measureWaits(say, club, tokens[i], `100,000 ${which} films come in`, () =>
      club.call("POST", `/imports/${id}/apply`, tokens[i]),
    );
  }
  const status = readFileSync(`/proc/${club.server.pid}/status`, "utf8");
  say("  the server's memory, at most", `${/VmHWM:\s+(\d+)/.exec(status)[1]} kB`);
  await club.stop();
}

export async function measureMoving(say) {
  await measureRuns(say);
  await measureKills(say);
  await measureSite(say);
  await measureUploads(say);
}
