import assert from "node:assert/strict";
import { test } from "node:test";
import { twinOf, upByHand } from "../../frontend/views/propose/offer.js";

const film = (id, title, year) => ({ id, film: { title, year } });
const open = [
  film(1, "The General", 1926),
  film(2, "Amélie", 2001),
  film(3, "A", null),
  film(4, null, null),
  film(5, "M", 1931),
];
const offered = (title, year = null) => twinOf(open, { title, year })?.id ?? null;

test("a title is the same however it is typed", () => {
  for (const typed of ["the general", "General", "The  General!", "THE GENERAL (1926)"])
    assert.equal(offered(typed), 1, typed);
  assert.equal(offered("amelie"), 2);
});

test("a year more or less is the same film's, and an unknown one may be any", () => {
  assert.equal(offered("The General", 1927), 1);
  assert.equal(offered("The General", 1998), null);
  assert.equal(offered("The General (1998)"), null);
  assert.equal(offered("A", 1980), 3);
});

test("a film goes by its original and its English title, too", () => {
  const other = {
    title: "Poziomki",
    original_title: "Smultronstället",
    english_title: "Strawberries",
  };
  const up = [{ id: 6, film: { ...other, year: 1957 } }];
  for (const title of Object.values(other))
    assert.equal(twinOf(up, { title, year: null })?.id, 6, title);
});

test("a title is not offered for a part of it, or for nothing", () => {
  for (const typed of ["Gen", "", "!!!", "The"]) assert.equal(offered(typed), null, typed);
  assert.equal(offered("M"), 5);
});

const proposal = (id, title, imdb_id, year = null) => ({
  id,
  film: {
    id,
    imdb_id,
    title,
    year,
    directors: [],
    genres: [],
    runtime_minutes: null,
    poster: null,
  },
});

test("a search finds what is up by hand, and leaves what has an id to the server", () => {
  const up = [
    proposal(1, "L’été à la mer", null, 1999),
    proposal(2, "Summer at sea", "tt0000002"),
    proposal(3, "Winter", null),
  ];
  const found = (query) => upByHand(up, query).map(({ proposal_id: id, state }) => [id, state]);
  for (const query of ["lete", "L'Été", "mer (1999)"])
    assert.deepEqual(found(query), [[1, "open"]], query);
  for (const query of ["summer", "!!!", ""]) assert.deepEqual(found(query), [], query);
});
