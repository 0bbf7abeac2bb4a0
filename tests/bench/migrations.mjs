// A million votes, one migration down and up again: how long it takes, and that nothing is lost.
import { execFileSync } from "node:child_process";
import { Club } from "../support/club.mjs";

const FILL = `
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
INSERT INTO members (name, name_key, created_at) SELECT 'voter ' || i, 'voter ' || i, 1 FROM n;
INSERT INTO films (title, title_key, created_at) SELECT name, name_key, 1 FROM members;
INSERT INTO proposals (film_id, proposer_id, created_at) SELECT id, id, 1 FROM films;
INSERT INTO votes (proposal_id, member_id, cast_at)
  SELECT p.id, m.id, 1 FROM proposals p, members m;
`;
const STATE = `SELECT count(*), sum(proposal_id * 7 + member_id) FROM votes;`;
const COUNTS = `SELECT sum(vote_count), min(vote_count), max(vote_count) FROM proposals;`;

function run(club, text) {
  return execFileSync("sqlite3", [club.env.MARQUEE_DB, text], { encoding: "utf8" });
}

/** 1,000 members who voted for 1,000 proposals each. */
export function fillMillion(club) {
  club.found();
  run(club, "DELETE FROM activity; DELETE FROM members");
  run(club, FILL);
}

export function measureMigrations(say) {
  const club = new Club();
  const sql = (text) => run(club, text);
  const timed = (...words) => {
    const started = performance.now();
    club.run(...words);
    return `${((performance.now() - started) / 1000).toFixed(1)} s`;
  };
  fillMillion(club);
  const before = sql(STATE) + sql(COUNTS);
  const down = timed("migrate", "down");
  const between = sql(STATE);
  const up = timed("migrate", "up");
  const after = sql(STATE) + sql(COUNTS);
  say("1,000,000 votes: migrate down, with a copy first", down);
  say("1,000,000 votes: migrate up, with a copy first", up);
  say("  lost", before === after && before.startsWith(between) ? "nothing" : "SOMETHING");
  club.stop();
}
