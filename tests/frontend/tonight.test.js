import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./support/english.js";
import { refresh, toggle } from "../../frontend/actions.js";
import { filmOf, inList } from "../../frontend/state.js";
import { leaders } from "../../frontend/tally.js";
import { settle, unwatch, watched } from "../../frontend/views/tonight/actions.js";
import { become, filmsOf, restOf, shortOf } from "../../frontend/views/tonight/evening.js";
import { eveningDate } from "../../frontend/club_clock.js";
import { startOf, timesOf } from "../../frontend/views/tonight/times.js";
import { loadWords } from "../../frontend/words/say.js";
import { createPage } from "./support/page.js";
import { club, proposal } from "./support/proposals.js";
import { problem, scriptedFetch, turns } from "./support/server.js";

await loadWords(["forms", "tonight"]);

let asked;
beforeEach(() => {
  asked = scriptedFetch();
});

const BERLIN = "Europe/Berlin";
const time = (iso) => Date.parse(iso);

/** Film 7 as the list tells it, once it is tonight's. */
const short = (rest = {}) => ({
  proposal_id: 7,
  title: "Film 7",
  year: 1950,
  runtime_minutes: 130,
  poster: null,
  settled_at: "2026-11-28T19:00:00Z",
  drawn_from: null,
  starts_at: null,
  ends_at: null,
  then: null,
  ...rest,
});

const frozen = (id, rest) => ({ ...proposal(id, rest), tonight: true });

const asMember = (...items) =>
  createPage({ type: "club", club: club() }, { type: "listed", items, tonight: null, at: 0 });

test("a start is on this evening, by the club's clock", () => {
  const now = time("2026-11-28T18:00:00Z");
  assert.equal(startOf("20:30", BERLIN, now), "2026-11-28T19:30:00.000Z");
  assert.equal(startOf("20:30", "America/New_York", now), "2026-11-29T01:30:00.000Z");
  assert.equal(startOf("8 pm", BERLIN, now), null);
  assert.equal(startOf("24:00", BERLIN, now), null);
});

test("what is before six belongs to the evening before", () => {
  const late = time("2026-11-28T23:30:00Z"); // 00:30 on the 29th
  assert.equal(startOf("23:00", BERLIN, late), "2026-11-28T22:00:00.000Z");
  assert.equal(startOf("01:15", BERLIN, late), "2026-11-29T00:15:00.000Z");
  assert.equal(startOf("01:15", BERLIN, time("2026-11-28T19:00:00Z")), "2026-11-29T00:15:00.000Z");
  assert.equal(startOf("20:30", BERLIN, time("2026-11-29T06:00:00Z")), "2026-11-29T19:30:00.000Z");
});

test("the date of an evening is the club's, also after midnight", () => {
  const late = time("2026-11-28T23:30:00Z"); // 00:30 on the 29th
  assert.equal(eveningDate(late, BERLIN), "2026-11-28");
  assert.equal(eveningDate(time("2026-11-29T05:00:00Z"), BERLIN), "2026-11-29");
  assert.equal(eveningDate(late, "America/New_York"), "2026-11-28");
  assert.equal(eveningDate(late, "Pacific/Kiritimati"), "2026-11-29");
});

test("a start is right on both sides of a change to summer time", () => {
  const before = time("2026-03-28T18:00:00Z"); // clocks go forward at 02:00 on the 29th
  assert.equal(startOf("23:30", BERLIN, before), "2026-03-28T22:30:00.000Z");
  assert.equal(startOf("01:30", BERLIN, before), "2026-03-29T00:30:00.000Z");
  assert.equal(startOf("03:30", BERLIN, before), "2026-03-29T01:30:00.000Z");
  assert.equal(startOf("20:30", BERLIN, time("2026-03-29T18:00:00Z")), "2026-03-29T18:30:00.000Z");
  assert.equal(startOf("20:30", BERLIN, time("2026-10-25T18:00:00Z")), "2026-10-25T19:30:00.000Z");
});

test("the end of a film is said as one would say it", () => {
  const film = short({ starts_at: "2026-11-28T19:30:00Z", ends_at: "2026-11-28T21:37:00Z" });
  const now = time("2026-11-28T18:00:00Z");
  assert.equal(timesOf(film, BERLIN, now), "At 20:30, ends about 22:40");
  assert.equal(timesOf({ ...film, ends_at: null }, BERLIN, now), "At 20:30");
  assert.equal(timesOf(short(), BERLIN, now), null);
  const yesterday = time("2026-11-27T18:00:00Z");
  assert.equal(timesOf(film, BERLIN, yesterday), "Saturday at 20:30, ends about 22:40");
  assert.equal(timesOf(film, "Not/AZone", now).slice(0, 3), "At ");
});

test("the list tells what is on tonight, and the stage is free for it", () => {
  const page = asMember(proposal(7, { votes: [2] }), proposal(8));
  assert.equal(page.state().staged, 1);
  const items = [frozen(7, { votes: [2] }), proposal(8)];
  page.dispatch({ type: "listed", items, tonight: short(), at: 1 });
  assert.equal(page.state().club.tonight.proposal_id, 7);
  assert.equal(page.state().staged, 0);
  assert.deepEqual([...leaders(items)], []);
  assert.deepEqual(
    inList(page.state(), "unvoted").map(({ id }) => id),
    [8],
  );
  const { club: known } = page.state();
  page.dispatch({ type: "listed", items, tonight: short(), at: 2 });
  assert.equal(page.state().club, known, "nothing is new");
  page.dispatch({ type: "listed", items: [proposal(7)], tonight: null, at: 3 });
  assert.equal(page.state().club.tonight, null);
});

test("a tap on tonight's film asks nothing, and says why", () => {
  const page = asMember(frozen(7));
  toggle(page, 7);
  assert.equal(asked.length, 0);
  const [{ text, tone }] = page.state().toasts;
  assert.match(text, /^This film is set for tonight\. Its votes stay/);
  assert.equal(tone, "news");
});

test("an evening is so at once, and no older answer undoes it", () => {
  const page = asMember(proposal(7, { votes: [2] }), proposal(8));
  const before = page.moment();
  become(page, short());
  assert.ok(filmOf(page.state(), 7).tonight);
  assert.ok(!filmOf(page.state(), 8).tonight);
  page.dispatch({ type: "listed", items: [proposal(7)], tonight: null, at: before });
  assert.equal(page.state().club.tonight.proposal_id, 7);
  become(page, null, 7);
  assert.equal(filmOf(page.state(), 7), null);
});

test("an answer becomes what the list tells", () => {
  const { then, ...times } = short({ starts_at: "2026-11-28T19:30:00Z" });
  const told = (id) => ({ ...times, proposal: proposal(id, { film: { runtime_minutes: 130 } }) });
  const evening = shortOf({ ...told(7), then: told(8) });
  assert.deepEqual(
    filmsOf(evening).map(({ title }) => title),
    ["Film 7", "Film 8"],
  );
  assert.deepEqual({ ...evening, then }, short({ starts_at: "2026-11-28T19:30:00Z" }));
  assert.equal(shortOf(null), null);
});

test("the second film moves up, with its start", () => {
  const ends_at = "2026-11-28T21:37:00Z";
  const then = short({ proposal_id: 8, starts_at: ends_at, ends_at: "2026-11-28T23:00:00Z" });
  const rest = restOf(short({ ends_at, then }));
  assert.deepEqual(rest, { ...then, then: null });
  assert.equal(restOf(short({ ends_at })), null);
});

test("the admin who comes second is told of the first, and shown how it is", async () => {
  const page = asMember(proposal(7), proposal(8));
  const settling = settle(page, { proposal_id: 8 });
  const params = { proposal_id: 7, title: "Film 7" };
  asked[0].answer(409, problem("tonight-settled", 409, { params }));
  await turns();
  assert.match(page.state().toasts[0].text, /^Somebody has just settled on Film 7\./);
  asked[1].answer(200, { items: [frozen(7), proposal(8)], next: null, tonight: short() });
  assert.equal(await settling, false);
  assert.equal(page.state().club.tonight.proposal_id, 7);
});

test("whoever notes second that it was watched is led to rating it", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const page = asMember(frozen(7), proposal(8));
  let isAsked = false;
  const noting = watched(page, short(), async () => void (isAsked = true));
  const params = { proposal_id: 7, status: "watched" };
  asked[0].answer(409, problem("proposal-not-open", 409, { params }));
  await turns();
  assert.match(asked[1].path, /\/screenings\?/);
  asked[1].answer(200, { items: [{ id: 31, proposal_id: 7 }], next: null });
  assert.equal(await noting, true);
  const [{ text, action }] = page.state().toasts;
  assert.match(text, /^Another admin has already noted that you watched .Film 7.\.$/);
  action.run();
  assert.deepEqual(page.went, ["/screenings/31"]);
  assert.equal(isAsked, false);
  assert.deepEqual(
    page.state().open.map(({ id }) => id),
    [8],
  );
});

test("what another admin has undone already is up again all the same", async () => {
  const page = asMember(proposal(8));
  const undoing = unwatch(page, 31, short());
  asked[0].answer(404, problem("not-found", 404));
  await turns();
  asked[1].answer(200, { items: [proposal(7), proposal(8)], next: null, tonight: null });
  assert.equal(await undoing, true);
  assert.match(page.state().toasts[0].text, /is up for a vote again, with its votes\.$/);
});

test("a page that stays open asks who its reader is once a minute", async (t) => {
  t.mock.timers.enable({ apis: ["Date"] });
  const page = createPage();
  const round = async (replies) => {
    asked = scriptedFetch();
    const refreshed = refresh(page);
    const paths = [];
    while (asked.length > paths.length) {
      const { path, answer } = asked[paths.length];
      paths.push(path.split("?")[0]);
      answer(200, replies[path.split("?")[0]]);
      await turns();
    }
    await refreshed;
    return paths;
  };
  const list = { items: [], next: null, tonight: null };
  const replies = { "/club": club(null), "/proposals": list };
  assert.deepEqual(await round(replies), ["/club", "/proposals"]);
  assert.deepEqual(await round(replies), ["/proposals"]);
  t.mock.timers.tick(61_000);
  assert.deepEqual(await round(replies), ["/club", "/proposals"]);
});
