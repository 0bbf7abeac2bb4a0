import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./support/english.js";
import { loadRest } from "../../frontend/errors.js";
import { mark, marksOf, wish, wishesOf } from "../../frontend/marks.js";
import { update } from "../../frontend/state.js";
import { pitch, withdraw } from "../../frontend/views/film/actions.js";
import { fitting, genresOf } from "../../frontend/views/vote/only.js";
import { loadWords, partsOf } from "../../frontend/words/say.js";
import { finderOf } from "../../frontend/finding.js";
import { createPage } from "./support/page.js";
import { club, person, proposal } from "./support/proposals.js";
import { problem, scriptedFetch, turns } from "./support/server.js";

let asked;
let members = 100;
beforeEach(async () => {
  asked = scriptedFetch();
  await loadWords(["film", "forms"]);
});

/** Somebody whom no test before has seen. */
function asMember(...items) {
  const member = { ...person((members += 1)), role: "member", state: "active" };
  return createPage({ type: "club", club: club(member) }, { type: "listed", items, at: 0 });
}

const marks = (...items) => ({ items, next: null });
const fits = async (page, value, ...films) => {
  const isFitting = await fitting(page, value);
  return films.filter(isFitting).map(({ id }) => id);
};

test("what a member has seen is asked for once, page after page", async () => {
  const page = asMember();
  const first = marksOf(page);
  const second = marksOf(page);
  await turns();
  assert.deepEqual(
    asked.map(({ path }) => path),
    ["/marks?of=seen&limit=100"],
  );
  asked[0].answer(200, { items: [{ film_id: 9, stars: 4.5, at: "" }], next: "more" });
  await turns();
  assert.equal(asked[1].path, "/marks?of=seen&limit=100&cursor=more");
  asked[1].answer(200, marks({ film_id: 3, stars: null, at: "" }));
  assert.deepEqual(
    [...(await first)],
    [
      [9, 4.5],
      [3, null],
    ],
  );
  assert.equal(await first, await second);
});

test("an answer that did not come is asked for again", async () => {
  const page = asMember();
  const first = marksOf(page);
  await turns();
  asked[0].fail();
  await assert.rejects(first);
  marksOf(page);
  await turns();
  assert.equal(asked.length, 2);
});

test("a visitor has seen nothing, and nobody is asked", async () => {
  const page = createPage({ type: "club", club: club(null) });
  assert.equal((await marksOf(page)).size, 0);
  assert.equal(asked.length, 0);
});

test("a mark is kept as the server has it, and the list is asked for", async () => {
  const page = asMember(proposal(7, { seen_count: 0 }));
  const known = marksOf(page);
  await turns();
  asked[0].answer(200, marks());
  await known;
  const done = mark(page, 7, { seen: true, stars: 3.5 });
  await turns();
  assert.deepEqual(
    [asked[1].method, asked[1].path, asked[1].body],
    ["PUT", "/films/7/seen", { stars: 3.5 }],
  );
  asked[1].answer(200, { film_id: 7, seen: true, stars: 3.5, seen_count: 1 });
  await turns();
  assert.match(asked[2].path, /^\/proposals/);
  asked[2].answer(200, { items: [proposal(7, { seen_count: 1 })], next: null });
  await done;
  assert.deepEqual([...(await known)], [[7, 3.5]]);
  assert.equal(page.state().open[0].seen_count, 1);
});

test("a film that is new here goes on the list by its id, and off it by its number", async () => {
  const page = asMember();
  const known = wishesOf(page);
  await turns();
  assert.equal(asked[0].path, "/marks?of=watchlist&limit=100");
  asked[0].answer(200, marks({ film_id: 3, stars: null, at: "" }));
  await known;
  const put = wish(page, { film_id: null, imdb_id: "tt0034583" }, true);
  await turns();
  assert.deepEqual(
    [asked[1].method, asked[1].path, asked[1].body],
    ["POST", "/members/me/watchlist", { imdb_id: "tt0034583" }],
  );
  asked[1].answer(200, { film_id: 77, added_at: "2026-11-29T15:30:00Z", wish_count: 1 });
  await turns();
  asked[2].answer(200, { items: [], next: null });
  await put;
  assert.deepEqual([...(await known)], [3, 77]);
  const off = wish(page, { film_id: 77, imdb_id: "tt0034583" }, false);
  await turns();
  assert.deepEqual([asked[3].method, asked[3].path], ["DELETE", "/members/me/watchlist/77"]);
  asked[3].answer(200, { film_id: 77, added_at: null, wish_count: 0 });
  await turns();
  asked[4].answer(200, { items: [], next: null });
  await off;
  assert.deepEqual([...(await known)], [3]);
});

test("films are asked for by who has seen them, and by genre", async () => {
  const films = [
    proposal(1, { seen_count: 0, film: { genres: ["Noir", "Drama"] } }),
    proposal(2, { seen_count: 3, film: { genres: ["Drama"] } }),
  ];
  const page = asMember(...films);
  assert.deepEqual(await fits(page, "-nobody", ...films), [1]);
  assert.deepEqual(await fits(page, "Drama", ...films), [1, 2]);
  assert.deepEqual(await fits(page, "Noir", ...films), [1]);
  assert.deepEqual(genresOf(page.state()), ["Drama", "Noir"]);
  const mine = fits(page, "-me", ...films);
  await turns();
  asked[0].answer(200, marks({ film_id: 1, stars: null, at: "" }));
  assert.deepEqual(await mine, [2]);
});

test("what is asked of films stands with the filter, and nothing is on the stage", () => {
  const films = [
    proposal(1, { votes: [5], film: { title: "Alien" } }),
    proposal(2, { film: { title: "Brazil" } }),
  ];
  const state = asMember(...films).state();
  assert.equal(state.staged, 1);
  const only = { value: "x", label: "X", fits: ({ id }) => id === 2 };
  const few = update(state, { type: "filtered", filter: "", finds: null, only });
  assert.deepEqual([few.shown, few.staged], [[2], 0]);
  assert.deepEqual(
    update(few, { type: "filtered", filter: "alien", finds: finderOf("alien"), only }).shown,
    [],
  );
  assert.equal(update(few, { type: "signed-out", at: 5 }).only, null);
});

test("the longest come first, and what has no runtime last", () => {
  const of = (id, runtime_minutes) => proposal(id, { film: { runtime_minutes } });
  const state = asMember(of(1, 90), of(2, null), of(3, 200), of(4, 90)).state();
  const shown = (sort) => update(state, { type: "sorted", sort }).shown;
  assert.deepEqual(shown("longest"), [3, 4, 1, 2]);
  assert.deepEqual(shown("runtime"), [4, 1, 3, 2]);
});

/** Withdraws film 7; what the toast says of it. */
async function withdrawn(page) {
  const done = withdraw(page, 7);
  await turns();
  asked[0].answer(204);
  await done;
  return page.state().toasts.at(-1);
}

test("a withdrawal offers to be undone, and then the film is back", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const page = asMember(proposal(7, { votes: [1, 2] }));
  const { text, action } = await withdrawn(page);
  assert.match(partsOf(text).join(""), /Film 7 has been withdrawn/);
  assert.equal(action.label, "Undo");
  assert.deepEqual(page.state().open, []);
  action.run();
  await turns();
  assert.deepEqual([asked[1].method, asked[1].path], ["POST", "/proposals/7/restore"]);
  asked[1].answer(200, proposal(7, { votes: [1, 2] }));
  await turns();
  assert.equal(page.state().open[0].vote_count, 2);
  assert.match(partsOf(page.state().toasts.at(-1).text).join(""), /Film 7 is up for a vote again/);
});

test("what can not be undone says why", async (t) => {
  await loadRest();
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const page = asMember(proposal(7));
  const { action } = await withdrawn(page);
  action.run();
  await turns();
  asked[1].answer(409, problem("too-late", 409));
  await turns();
  assert.equal(
    page.state().toasts.at(-1).text,
    "It’s too late to undo this, so Film 7 stays withdrawn. Undo works for one day only.",
  );
});

test("Undo stays for twenty seconds, and as long as somebody is at it", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let isHeld = true;
  globalThis.document = { querySelector: () => (isHeld ? {} : null) };
  t.after(() => delete globalThis.document);
  const page = asMember(proposal(7));
  await withdrawn(page);
  t.mock.timers.tick(19_000);
  assert.equal(page.state().toasts.length, 1);
  t.mock.timers.tick(30_000);
  assert.equal(page.state().toasts.length, 1);
  isHeld = false;
  t.mock.timers.tick(2_000);
  assert.equal(page.state().toasts.length, 0);
});

test("a pitch is sent as it is said, and the film stays where it stands", async () => {
  const page = asMember(proposal(7), proposal(8, { votes: [1] }));
  const done = pitch(page, 7, "Look!");
  await turns();
  assert.deepEqual([asked[0].method, asked[0].body], ["PATCH", { note: "Look!" }]);
  asked[0].answer(200, proposal(7, { note: "Look!" }));
  await done;
  assert.deepEqual(page.state().shown, [8, 7]);
  assert.equal(page.state().open.find(({ id }) => id === 7).note, "Look!");
});
