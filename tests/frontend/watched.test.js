import assert from "node:assert/strict";
import { test } from "node:test";
import "./support/english.js";
import { initialState, update } from "../../frontend/state.js";
import { byHand, nameOf, pickedOf, sentOf } from "../../frontend/views/record/pick.js";
import { fullDate, weekday } from "../../frontend/views/watched/dates.js";
import {
  noteChange,
  noteMarks,
  noteRating,
  watchedOf,
} from "../../frontend/views/watched/watched.js";
import { byYear } from "../../frontend/views/watched/years.js";
import { loadWords } from "../../frontend/words/say.js";
import { createPage } from "./support/page.js";
import { club } from "./support/proposals.js";

await loadWords(["watched"]);

const member = { id: 1, name: "ada", color: "#0f766e", role: "member", state: "active" };
const me = { id: 1, to_rate: [9, 4] };

/** A page on which ada is signed in. */
const adas = () => createPage({ type: "club", club: club(member) }, { type: "me", me });
const rated = async (screening_id, stars) => ({
  screening_id,
  stars,
  average: 4,
  rating_count: 2,
});
const grace = { ...member, id: 2, name: "grace" };

test("a date is that day wherever the reader is", () => {
  const zone = process.env.TZ;
  for (const each of ["Pacific/Honolulu", "Pacific/Kiritimati", "Europe/Berlin"]) {
    process.env.TZ = each;
    assert.equal(weekday("2026-11-28"), "Saturday 28 November");
    assert.equal(fullDate("2026-03-29"), "Sunday 29 March 2026");
  }
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

test("screenings stand by their years, in the order in which they came", () => {
  const screenings = ["2026-11-28", "2026-01-01", "2025-12-31", null, null].map((date, at) => ({
    id: 9 - at,
    date,
  }));
  assert.deepEqual(
    byYear(screenings).map(({ year, screenings: each }) => [year, each.map(({ id }) => id)]),
    [
      ["2026", [9, 8]],
      ["2025", [7]],
      ["", [6, 5]],
    ],
  );
});

test("what the reader gave is known by the screening, and asked no more", async () => {
  const page = adas();
  noteMarks(page, [{ screening_id: 3, stars: 2.5 }], watchedOf(page.state()));
  await noteRating(page, rated(9, 4));
  assert.deepEqual(
    [...watchedOf(page.state()).stars],
    [
      [3, 2.5],
      [9, 4],
    ],
  );
  assert.deepEqual(page.state().me.to_rate, [4]);
});

test("stars that were taken back are not asked for again", async () => {
  const page = adas();
  await noteRating(page, rated(3, null));
  assert.equal(watchedOf(page.state()).stars.get(3), null);
  assert.deepEqual(page.state().me.to_rate, [9, 4]);
});

test("the next reader sees nothing of what another gave", async () => {
  const page = adas();
  await noteRating(page, rated(9, 4));
  noteChange(page);
  const next = update(page.state(), { type: "club", club: club(grace) });
  assert.deepEqual(watchedOf(next), { reader: 2, round: 0, stars: new Map(), rated: null });
  const visitor = update(page.state(), { type: "signed-out", at: 9 });
  assert.equal(watchedOf(visitor).stars.size, 0);
  assert.equal(watchedOf(initialState).reader, 0);
});

test("an answer that comes once another sits here is not theirs", async () => {
  const page = adas();
  const before = watchedOf(page.state());
  const coming = noteRating(page, rated(9, 4));
  page.dispatch({ type: "club", club: club(grace) });
  page.dispatch({ type: "me", me: { id: 2, to_rate: [9] } });
  noteMarks(page, [{ screening_id: 3, stars: 2.5 }], before);
  await coming;
  assert.equal(watchedOf(page.state()).stars.size, 0);
  assert.deepEqual(page.state().me.to_rate, [9]);
});

test("what was given since the server was asked is newer than its answer", async () => {
  const page = adas();
  const before = watchedOf(page.state());
  await noteRating(page, rated(9, 4));
  const marks = [
    { screening_id: 9, stars: 1 },
    { screening_id: 3, stars: 2.5 },
  ];
  noteMarks(page, marks, before);
  assert.deepEqual(
    [9, 3].map((id) => watchedOf(page.state()).stars.get(id)),
    [4, 2.5],
  );
});

test("the list is another after each change", () => {
  const page = adas();
  noteChange(page);
  noteChange(page);
  assert.equal(watchedOf(page.state()).round, 2);
});

const hit = {
  film_id: 7,
  imdb_id: "tt0017136",
  title: null,
  year: 1927,
  directors: [],
  poster: null,
  state: "open",
  proposal_id: 39,
};

test("a film that is up for a vote is recorded as that proposal", () => {
  assert.deepEqual(sentOf(pickedOf(hit)), { proposal_id: 39, tonight: false });
});

test("a film that was up before is recorded by its id", () => {
  const watched = pickedOf({ ...hit, state: "watched" });
  assert.deepEqual(sentOf(watched), { imdb_id: "tt0017136" });
  assert.equal(nameOf(watched), "tt0017136");
});

test("a film by hand is recorded by its title, and its year where it has one", () => {
  const film = byHand({ title: "Grandfather's holidays", year: null });
  assert.deepEqual(sentOf(film), { title: "Grandfather's holidays" });
  assert.equal(sentOf(byHand({ title: "Solaris", year: 1972 })).year, 1972);
});
