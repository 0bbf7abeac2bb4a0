// What is known of an upload's rows, and how a file that is refused is told of.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import "./support/english.js";
import { ApiError } from "../../frontend/api.js";
import * as calls from "../../frontend/views/imports/calls.js";
import {
  answered,
  choiceOf,
  isAsking,
  settled,
  unfinished,
} from "../../frontend/views/imports/rows_now.js";
import { because, placeOf, refusal } from "../../frontend/views/imports/telling.js";
import { loadWords } from "../../frontend/words/say.js";
import { scriptedFetch, turns } from "./support/server.js";

before(() => loadWords(["forms", "imports"]));

const film = { film_id: 9, imdb_id: "tt0015324", title: "Nosferatu", year: 1922 };
const row = (id, rest = {}) => ({
  id,
  number: id,
  file: null,
  line: id + 1,
  entry: null,
  kind: "ratings",
  title: "Nosferatu",
  original_title: null,
  year: 1922,
  imdb_id: null,
  stars: id,
  date: null,
  outcome: "unmatched",
  reason: "unmatched",
  column: null,
  film: null,
  chosen: false,
  guesses: [film],
  asking: false,
  ...rest,
});
const chosen = (id) => row(id, { outcome: "taken", reason: null, film, chosen: true });

test("a choice goes for all rows that name the same film, with what each says itself", () => {
  const rows = [row(1), row(2), row(3, { year: 1979 }), row(4, { title: "Faust" })];
  const changed = settled(rows, chosen(2));
  assert.deepEqual(
    changed.map(({ id, line, stars, outcome }) => [id, line, stars, outcome]),
    [
      [1, 2, 1, "taken"],
      [2, 3, 2, "taken"],
    ],
  );
});

test("rows without a title and an id name no film together", () => {
  const nameless = { title: null, year: null };
  const changed = settled([row(1, nameless), row(2, nameless)], { ...chosen(2), ...nameless });
  assert.deepEqual(
    changed.map(({ id }) => id),
    [2],
  );
});

test("what other sites say changes only the rows that wait for it", () => {
  const rows = [chosen(1), row(2, { asking: true }), row(3)];
  assert.equal(isAsking(rows), true);
  const fresh = answered(rows, [row(1), row(2), row(3), row(4)]);
  assert.deepEqual(
    fresh.map(({ id }) => id),
    [2],
  );
  assert.equal(isAsking([rows[0], ...fresh]), false);
});

test("whoever comes back goes on with the newest upload that hasn’t come in", () => {
  const uploads = [
    { id: 3, applied_at: "2026-11-29T15:31:00Z" },
    { id: 2, applied_at: null },
    { id: 1, applied_at: null },
  ];
  assert.equal(unfinished(uploads)?.id, 2);
  assert.equal(unfinished(uploads.slice(0, 1)), null);
});

test("a film is chosen by its id here, and by that of IMDb where it is new", () => {
  assert.deepEqual(choiceOf(film), { film_id: 9 });
  assert.deepEqual(choiceOf({ ...film, film_id: null }), { imdb_id: "tt0015324" });
});

const unreadable = (params) => refusal(new ApiError("unreadable-file", { params }));
const cannot = "That file can’t be read as a list of films.";

test("a damaged file is told of with its place", () => {
  assert.equal(
    unreadable({ damage: "quote", line: 3, column: 14, file: "ratings.csv" }).startsWith(
      `${cannot} ratings.csv · Line 3, character 14: There’s a quotation mark`,
    ),
    true,
  );
  assert.equal(
    unreadable({ damage: "json_long", entry: 7, max: 64 }),
    `${cannot} Entry 7: It has more than 64 KB.`,
  );
  assert.equal(unreadable({ damage: "empty" }), `${cannot} The file is empty.`);
});

test("damage that is new to the page is told without its words", () => {
  assert.match(unreadable({ damage: "melted" }), new RegExp(`^${cannot} Export it again`));
});

test("whoever is third with a file reads when to try again", () => {
  assert.equal(
    refusal(new ApiError("busy", { retryAfter: 5 })),
    "Two files are being read right now. Try again in 5 seconds.",
  );
});

test("a row says where it is, and why it isn’t taken", () => {
  assert.equal(placeOf({ line: 4, entry: null }), "Line 4");
  assert.equal(placeOf({ line: null, entry: 2 }), "Entry 2");
  assert.equal(placeOf({ line: null, entry: null }), null);
  assert.equal(because("series"), "It’s about a series.");
  assert.equal(because("a-later-reason"), null);
  assert.equal(because(null), null);
});

test("a file is sent as it is, under a name that the server takes", async () => {
  const sent = [];
  scriptedFetch();
  globalThis.fetch = async (url, { body, headers }) => {
    sent.push({ name: new URL(url, "http://club").searchParams.get("name"), body, headers });
    return new Response(JSON.stringify({ id: 1 }), { status: 201 });
  };
  const { signal } = new AbortController();
  const files = ["films.csv", `${"x".repeat(300)}.csv`, "ra\u0007tings\u202e.csv", "\u0001"];
  for (const name of files) await calls.send(new File(["title\n"], name), signal);
  await turns();
  assert.deepEqual(
    sent.map(({ name }) => name),
    ["films.csv", `${"x".repeat(196)}.csv`, "ratings.csv", null],
  );
  assert.equal(await sent[0].body.text(), "title\n");
  assert.equal("Content-Type" in sent[0].headers, false);
});
