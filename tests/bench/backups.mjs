// A million votes: backed up without a server and beside one, looked at, and put back.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fillMillion } from "./migrations.mjs";
import { Club } from "../support/club.mjs";

export async function measureBackups(say) {
  const club = new Club();
  const file = join(club.folder, "backup.db");
  const timed = (...words) => {
    const started = performance.now();
    club.run(...words);
    return `${((performance.now() - started) / 1000).toFixed(1)} s`;
  };
  fillMillion(club);
  say("1,000,000 votes: backup, verified", timed("backup", file));
  rmSync(file);
  await club.start();
  say("  the same beside a server", timed("backup", file));
  await club.halt();
  say("  restore, verified", timed("restore", file));
  say("  check", timed("check"));
  await club.stop();
}
