// Every list with a thousand proposals and with a million: what the first reader after a change
// waits for, by the server's own log.
import { execFileSync } from "node:child_process";
import { Club } from "../support/club.mjs";
import { median } from "./load.mjs";

const ROUNDS = 15;
const WORDS = "shadow river garden winter stranger silence harvest mirror lantern orchard".split(
  " ",
);

/** Titles like "river lantern 17": of ten words, and each another number. The first 150 have votes. */
const fill = (count) => `
WITH words(n, word) AS (VALUES ${WORDS.map((word, at) => `(${at}, '${word}')`).join(", ")}),
  numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${count})
INSERT INTO films (title, title_key, search_key, runtime_minutes, created_at)
  SELECT t, t, t, nullif(60 + (i * 7919) % 120, 60), 1 FROM (SELECT i,
    a.word || ' ' || b.word || ' ' || i AS t FROM numbers
    JOIN words a ON a.n = (i * 31) % 10 JOIN words b ON b.n = (i * 17 / 10) % 10);
INSERT INTO proposals (film_id, proposer_id, created_at) SELECT id, 1, 1 FROM films;
INSERT INTO votes (proposal_id, member_id, cast_at)
  SELECT p.id, m.id, 1 FROM proposals p JOIN members m ON m.id <= p.id % 20 WHERE p.id <= 150;
`;

const LISTS = {
  "sort=votes": "",
  "sort=newest": "sort=newest",
  "sort=title": "sort=title",
  "sort=runtime": "sort=runtime",
  "q=river (a fifth of them)": "q=river",
  "q=777 (one in three hundred)": "q=777",
  "q=lantern 777": "q=lantern+777",
  "q=777, sort=title": "q=777&sort=title",
  "q=777, sort=runtime": "q=777&sort=runtime",
  "q=777, sort=newest": "q=777&sort=newest",
  "q=river, sort=title": "q=river&sort=title",
  "q=winter garden, sort=title (all at the end)": "q=winter+garden&sort=title",
  "q=river, sort=runtime": "q=river&sort=runtime",
  "q=winter garden, sort=runtime": "q=winter+garden&sort=runtime",
  "q=lantern 777, sort=title": "q=lantern+777&sort=title",
  "q=99, sort=title": "q=99&sort=title",
  "q=7777 (the same three letters twice)": "q=7777",
  "q=12345": "q=12345",
  "q=zebra (none)": "q=zebra",
  "q=e": "q=e",
  "q=zz (none)": "q=zz",
};

async function measure(count) {
  const club = new Club();
  try {
    const [token] = club.addMembers(20);
    execFileSync("sqlite3", [club.env.MARQUEE_DB, fill(count)], { stdio: "inherit" });
    await club.start();
    const times = {};
    for (const [name, query] of Object.entries(LISTS)) {
      const before = club.accesses().length;
      for (let i = 0; i < ROUNDS; i++) {
        await club.call(i % 2 ? "DELETE" : "PUT", "/votes/20", token);
        await club.call("GET", `/proposals?${query}`, token);
      }
      const built = club.accesses().slice(before);
      times[name] = median(
        built.filter((it) => it.path.startsWith("/api/v1/proposals")).map((it) => it.us),
      );
    }
    return times;
  } finally {
    club.stop();
  }
}

export async function measureLists(say) {
  const small = await measure(1000);
  const large = await measure(Number(process.env.MARQUEE_BENCH_PROPOSALS ?? 1_000_000));
  for (const name of Object.keys(LISTS))
    say(
      `a thousand, a million proposals: ${name}`,
      `${small[name]} µs, ${large[name]} µs  ${(large[name] / small[name]).toFixed(2)} ×`,
    );
}
