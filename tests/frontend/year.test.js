import assert from "node:assert/strict";
import { test } from "node:test";
import "./support/english.js";
import { reasonOf } from "../../frontend/views/next/reason.js";
import { dayOf, daysOfMonth, monthName } from "../../frontend/views/year/calendar.js";
import { share } from "../../frontend/views/year/charts.js";
import { everyDecade } from "../../frontend/views/year/story.js";
import { beside } from "../../frontend/views/year/view.js";
import { loadWords } from "../../frontend/words/say.js";

await loadWords(["next", "year"]);

test("a year leads to those beside it that have films", () => {
  const years = [2026, 2025, 2019];
  assert.deepEqual(beside({ year: 2025, years }), { earlier: 2019, later: 2026 });
  assert.deepEqual(beside({ year: 2022, years }), { earlier: 2019, later: 2025 });
  assert.deepEqual(beside({ year: 2026, years }), { earlier: 2025, later: null });
  assert.deepEqual(beside({ year: 2026, years: [] }), { earlier: null, later: null });
});

test("a decade without films is a gap, not left out", () => {
  const decades = [
    { decade: 1980, films: 2 },
    { decade: 2010, films: 1 },
  ];
  assert.deepEqual(
    everyDecade(decades).map(({ name, short, films }) => [name, short, films]),
    [
      ["1980s", "1980", 2],
      ["1990s", "1990", 0],
      ["2000s", "2000", 0],
      ["2010s", "2010", 1],
    ],
  );
});

test("a month stands in its weeks, from Monday on", () => {
  const february = daysOfMonth(2021, 1); // it began on a Monday
  assert.equal(february.length, 28);
  assert.deepEqual(february[0], { day: 1, column: 0, row: 0 });
  assert.deepEqual(february[27], { day: 28, column: 6, row: 3 });
  const leap = daysOfMonth(2024, 1);
  assert.deepEqual(leap.at(-1), { day: 29, column: 3, row: 4 });
  assert.deepEqual(daysOfMonth(2023, 9)[0], { day: 1, column: 6, row: 0 });
});

test("dates are the club's, wherever the reader is", () => {
  for (const zone of ["Pacific/Kiritimati", "Pacific/Niue", "UTC"]) {
    process.env.TZ = zone;
    assert.equal(dayOf("2026-03-29"), "29 March");
    assert.equal(monthName(2026, 0), "January");
  }
  delete process.env.TZ;
});

test("a bar is its share of the longest", () => {
  assert.equal(share(7, 7), 100);
  assert.equal(share(1, 3), 33.3);
  assert.equal(share(0, 3), 0);
});

test("each suggestion says why", () => {
  const proposals = [{ runtime_minutes: 66 }];
  const why = (kind, reason) => reasonOf({ kind, reason, proposals }).replace(/\u00a0/g, " ");
  assert.equal(
    why("fits", { minutes: 90, place: 1 }),
    "It has the most votes and fits into 1 h 30 m.",
  );
  assert.equal(
    why("fits", { minutes: 90, place: 3 }),
    "Of the films that fit into 1 h 30 m, it has the most votes.",
  );
  assert.equal(
    why("shortest", { of: 5 }),
    "It takes 1 h 6 m: the shortest of the 5 films with the most votes.",
  );
  assert.equal(why("shortest", { of: 1 }), "It’s the only film with votes. It takes 1 h 6 m.");
  assert.equal(
    why("double_bill", { minutes: 270, wish: 270 }),
    "Together they take 4 h 30 m, just what you asked for.",
  );
  assert.equal(
    why("double_bill", { minutes: 240, wish: 270 }),
    "Together they take 4 h. You asked for about 4 h 30 m.",
  );
  assert.equal(
    why("overdue", { won: 0, of: 10 }),
    "The people who want it didn’t vote for any of the last 10 films you watched.",
  );
  assert.equal(
    why("overdue", { won: 1, of: 10 }),
    "The people who want it voted for about 1 of the last 10 films you watched.",
  );
});
