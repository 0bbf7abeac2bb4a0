// A club that moves in from the Django site: how long that takes, what a second run changes, what is
// left of a run that was killed, and how long others wait meanwhile.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
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
    if (existsSync(club.env.MARQUEE_DB)) club.run("member", "add", "somebody");
    else club.found();
    left.push(rows(club) - 2); // that member, and its entry
  }
  const partial = left.filter((it) => it !== 0 && it !== whole.rows).length;
  say(`  killed at ${KILLS} moments: left something, not all`, `${partial}`);
  rmSync(club.folder, { recursive: true });
}

async function measureWaits(say) {
  const club = new Club();
  const file = makeSite(club, "big");
  const [token] = club.addMembers(1);
  await club.start();
  const { id } = await club.call("POST", "/proposals", token, { title: "A film", year: 2000 });
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
  await club.runLater("import", "django", file, "--dry-run");
  run.goesOn = false;
  await Promise.all(all);
  const longest = Math.max(...waits.votes[1]).toFixed(0);
  say("100,000 rows at once: the longest wait of a vote", `${longest} ms`);
  const [none, meanwhile] = waits.pages.map((it) => quantile(it, 0.99).toFixed(1));
  say("  page p99 before / meanwhile", `${none} / ${meanwhile} ms`);
  await club.stop();
}

export async function measureMoving(say) {
  await measureRuns(say);
  await measureKills(say);
  await measureWaits(say);
}
