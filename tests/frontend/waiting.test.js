// Votes without a connection: kept for whoever cast them, and sent once.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import "./support/english.js";
import { endSession, toggle } from "../../frontend/actions.js";
import { loadRest } from "../../frontend/errors.js";
import { filmOf } from "../../frontend/state.js";
import { keptVotes } from "../../frontend/waiting/kept.js";
import { createQueue } from "../../frontend/waiting/queue.js";
import { loadWords } from "../../frontend/words/say.js";
import { createPage } from "./support/page.js";
import { club, person, proposal } from "./support/proposals.js";
import { problem, scriptedFetch, turns } from "./support/server.js";
import { fakeStorage } from "./support/storage.js";

await Promise.all([loadWords(["away"]), loadRest()]);

const member = (id, name) => ({ ...person(id, name), role: "member", state: "active" });
const ada = member(1, "ada");
const grace = member(2, "grace");

let asked;
let browser;
afterEach(() => mock.timers.reset());
beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.UTC(2026, 0, 9) });
  asked = scriptedFetch();
  browser = new EventTarget();
  globalThis.addEventListener = browser.addEventListener.bind(browser);
  globalThis.localStorage = fakeStorage();
  globalThis.document = Object.assign(new EventTarget(), { hidden: false });
});

/** The list as the server tells it, now. */
const listed = (page, ...items) =>
  page.dispatch({ type: "listed", items, tonight: null, at: page.moment() });

/** A page with its queue; a reload is another one. */
async function open({ who = ada, items = [proposal(7)], ask = async () => {} } = {}) {
  const page = createPage({ type: "club", club: club(who) });
  const { dispatch } = page;
  let note = () => {};
  page.dispatch = (action) => (dispatch(action), note());
  ({ note, waits: page.waits } = createQueue(page, ask, async () => {}));
  note();
  if (items) listed(page, ...items);
  await turns();
  return page;
}

const seen = (page, id = 7) => {
  const { vote_count, isWaiting = false } = filmOf(page.state(), id);
  return [vote_count, isWaiting];
};
const said = (page) => page.state().toasts.map(({ text }) => text.replace(/[\u2068\u2069]/g, ""));
const calls = () => asked.map(({ method, path }) => `${method} ${path}`);
const last = () => asked[asked.length - 1];
const done = (voted, vote_count, proposal_id = 7) => ({ proposal_id, voted, vote_count });

async function tapAway(page, id = 7) {
  toggle(page, id);
  last().fail();
  await turns();
}

test("a vote without a connection is kept, and sent when the server is heard", async () => {
  const page = await open();
  await tapAway(page);
  assert.deepEqual(seen(page), [1, true]);
  assert.deepEqual(said(page), [
    "The club’s server isn’t answering. Your vote for Film 7 is kept here and will be sent later.",
  ]);
  listed(page, proposal(7));
  assert.deepEqual(calls(), ["PUT /votes/7", "PUT /votes/7"]);
  assert.equal(asked[1].headers["Marquee-Seat"], undefined);
  last().answer(200, done(true, 3));
  await turns();
  assert.deepEqual(seen(page), [3, false]);
  assert.deepEqual(keptVotes(), []);
  assert.deepEqual(
    said(page),
    ["Your vote for Film 7 has been sent."],
    "and no longer that it will",
  );
  listed(page, proposal(7, { votes: [1] }));
  assert.equal(asked.length, 2);
});

test("it outlives a reload, and shows before the list has come", async () => {
  await tapAway(await open());
  const page = await open({ items: null });
  assert.equal(asked.length, 1, "nobody has heard of the server yet");
  listed(page, proposal(7));
  assert.deepEqual(seen(page), [1, true]);
  assert.equal(asked.length, 2);
});

test("a page that ends while a vote is on its way has it sent by the next", async () => {
  toggle(await open(), 7);
  const page = await open();
  assert.deepEqual(seen(page), [1, true]);
  assert.deepEqual(calls(), ["PUT /votes/7", "PUT /votes/7"]);
});

/** A page went before it had the queue; this is how it has written down its ballot. */
const leave = (at, member, ...ballot) =>
  localStorage.setItem(`marquee.wishes / ${at}`, JSON.stringify([member, ...ballot]));

test("what a page wished before it could keep it is sent by the next, with its title", async () => {
  leave(Date.now() - 5_000, 1, [7, { voted: true, landed: null, isSent: true }]);
  const page = await open();
  assert.deepEqual(seen(page), [1, true]);
  assert.deepEqual(calls(), ["PUT /votes/7"]);
  last().answer(200, done(true, 1));
  await turns();
  assert.deepEqual(said(page), ["Your vote for Film 7 has been sent."]);
  assert.deepEqual([keptVotes(), localStorage["marquee.waiting"]], [[], "no"]);
});

test("what had landed, somebody else’s and what is no list of wishes is not sent", async () => {
  const landed = { voted: true, count: 1, at: 1 };
  leave(Date.now() - 3, 1, [7, { voted: true, landed, isSent: false }]);
  leave(Date.now() - 2, null, [7, { voted: true, landed: null, isSent: true }]);
  leave(Date.now() - 1, 2, [8, { voted: true, landed: null, isSent: true }]);
  localStorage.setItem("marquee.wishes / 5", "{");
  await open();
  assert.deepEqual(calls(), []);
  assert.deepEqual(
    keptVotes().map(({ member, id }) => [member, id]),
    [[2, 8]],
  );
  assert.deepEqual(
    Object.keys(localStorage).filter((key) => key.startsWith("marquee.wishes")),
    [],
  );
});

test("the newer of two wishes counts, wherever it was written down", async () => {
  await tapAway(await open());
  leave(Date.now() - 1, 1, [7, { voted: false, landed: null, isSent: true }]);
  assert.deepEqual(seen(await open()), [1, true]);
  leave(Date.now() + 1, 1, [7, { voted: false, landed: null, isSent: true }]);
  assert.deepEqual(seen(await open()), [0, true]);
});

test("of several taps the last is sent, once", async () => {
  const page = await open();
  await tapAway(page);
  await tapAway(page);
  assert.deepEqual(seen(page), [0, true]);
  asked.length = 0;
  listed(page, proposal(7));
  assert.deepEqual(calls(), ["DELETE /votes/7"]);
});

test("what is tapped while it is being sent follows it", async () => {
  const page = await open();
  await tapAway(page);
  asked.length = 0;
  listed(page, proposal(7));
  toggle(page, 7);
  assert.deepEqual(calls(), ["PUT /votes/7"]);
  last().answer(200, done(true, 1));
  await turns();
  assert.deepEqual(calls(), ["PUT /votes/7", "DELETE /votes/7"]);
  last().answer(200, done(false, 0));
  await turns();
  assert.deepEqual([seen(page), keptVotes()], [[0, false], []]);
});

const params = { proposal_id: 7, status: "watched" };
const refusals = {
  "that was watched": [
    problem("proposal-not-open", 409, { params }),
    "The club has already watched this film, so your vote for Film 7 wasn’t saved.",
  ],
  "that is set for tonight": [
    problem("votes-frozen", 409, { params: { proposal_id: 7 } }),
    "This film is set for tonight, so your vote for Film 7 wasn’t saved.",
  ],
  "that is gone": [
    problem("not-found", 404),
    "This isn’t here any more, so your vote for Film 7 wasn’t saved.",
  ],
};
for (const [name, [refusal, sentence]] of Object.entries(refusals))
  test(`a vote for a film ${name} meanwhile goes back, with its title and the reason, once`, async () => {
    const page = await open();
    await tapAway(page);
    listed(page, proposal(7));
    last().answer(refusal.status, refusal);
    await turns();
    if (refusal.status === 409) {
      assert.equal(calls().at(-1), "GET /proposals/7");
      last().answer(200, proposal(7, { status: "watched" }));
      await turns();
    }
    assert.deepEqual(seen(page), [0, false]);
    const count = asked.length;
    listed(page, proposal(7));
    await turns();
    assert.equal(asked.length, count);
    const refused = said(page).filter((text) => text.startsWith(sentence));
    assert.deepEqual([refused.length, keptVotes().length], [1, 0], said(page).join("\n"));
  });

test("a vote whose answer was lost is no refusal once its film is settled", async () => {
  const page = await open();
  await tapAway(page);
  listed(page, proposal(7, { votes: [1] }));
  last().answer(409, problem("votes-frozen", 409, { params: { proposal_id: 7 } }));
  await turns();
  last().answer(200, proposal(7, { votes: [1] }));
  await turns();
  assert.deepEqual([seen(page), said(page).length], [[1, false], 1]);
});

test("a vote for a film that has joined another goes there", async () => {
  const page = await open({ items: [proposal(7), proposal(3)] });
  await tapAway(page);
  listed(page, proposal(3));
  last().answer(409, problem("proposal-not-open", 409, { params: { ...params, joined_to: 3 } }));
  await turns();
  assert.equal(calls().at(-1), "PUT /votes/3");
});

test("an id that a restored backup has given to another film gets no vote", async () => {
  const page = await open();
  await tapAway(page);
  listed(page, proposal(7, { created_at: "2026-02-01T00:00:00.000Z" }));
  await turns();
  assert.equal(asked.length, 1);
  assert.match(said(page)[0], /^This isn’t here any more, so your vote for Film 7 wasn’t saved/);
  assert.deepEqual([seen(page), keptVotes()], [[0, false], []]);
});

for (const [status, slug] of [
  [503, "busy"],
  [429, "too-many-attempts"],
  [507, "storage-full"],
])
  test(`a server that says ${status} is asked again when it wants to be`, async () => {
    const page = await open();
    toggle(page, 7);
    last().answer(status, problem(slug, status), { "Retry-After": "30" });
    await turns();
    assert.deepEqual(seen(page), [1, true]);
    listed(page, proposal(7));
    mock.timers.tick(29_000);
    assert.equal(asked.length, 1);
    mock.timers.tick(1_000);
    assert.equal(asked.length, 2);
  });

test("what fails again is sent again, ever more slowly", async () => {
  const page = await open();
  await tapAway(page);
  for (const seconds of [4, 8, 16]) {
    const before = asked.length;
    mock.timers.tick(seconds * 1_000 - 1);
    assert.equal(asked.length, before);
    mock.timers.tick(1);
    assert.equal(asked.length, before + 1);
    last().fail();
    await turns();
  }
});

test("what the server fails at is refused, as ever", async () => {
  const page = await open();
  toggle(page, 7);
  last().answer(500, problem("internal", 500));
  await turns();
  assert.deepEqual([seen(page), keptVotes()], [[0, false], []]);
});

test("votes stay when the session ends, and are sent for that member alone", async () => {
  const page = await open();
  await tapAway(page);
  endSession(page);
  assert.equal(
    said(page).at(-1),
    "One vote hasn’t been sent yet. It stays here until ada signs in again.",
  );
  page.dispatch({ type: "signed-in", member: grace, at: page.moment() });
  listed(page, proposal(7));
  await turns();
  assert.deepEqual([seen(page), asked.length], [[0, false], 1]);
  endSession(page);
  page.dispatch({ type: "signed-in", member: ada, at: page.moment() });
  await turns();
  assert.deepEqual(seen(await open()), [1, true]);
});

test("a vote that meets an ended session waits for its member", async () => {
  const page = await open();
  await tapAway(page);
  listed(page, proposal(7));
  last().answer(401, problem("unauthenticated", 401));
  await turns();
  assert.equal(page.state().club.member, null);
  assert.deepEqual(
    keptVotes().map(({ member, id }) => [member, id]),
    [[1, 7]],
  );
});

test("of two who sit here each vote is sent as whoever cast it", async () => {
  await tapAway(await open());
  const seats = { ...club(grace), seats: [ada, grace] };
  const page = await open({ who: grace, items: null });
  page.dispatch({ type: "club", club: seats });
  listed(page, proposal(7));
  assert.deepEqual(seen(page), [0, false]);
  assert.equal(last().headers["Marquee-Seat"], "1");
  last().answer(409, problem("votes-frozen", 409, { params: { proposal_id: 7 } }));
  await turns();
  last().answer(200, proposal(7));
  await turns();
  assert.match(said(page)[0], /^ada: This film is set for tonight, so your vote for Film 7/);
  assert.deepEqual(keptVotes(), []);
});

test("another tab of the same member shows what waits, and learns what has become of it", async () => {
  let questions = 0;
  const ask = async () => void (questions += 1);
  const [one, other] = [await open(), await open({ ask })];
  await tapAway(one);
  const [key] = Object.keys(localStorage).filter((each) => each.startsWith("marquee.vote "));
  const tell = (newValue) =>
    browser.dispatchEvent(Object.assign(new Event("storage"), { key, newValue }));
  tell(localStorage.getItem(key));
  assert.deepEqual(seen(other), [1, true]);
  localStorage.removeItem(key);
  tell(null);
  await turns();
  assert.deepEqual([seen(other), questions], [[0, false], 1]);
  asked.length = 0;
  listed(other, proposal(7));
  assert.equal(asked.length, 0);
});

test("what another tab has sent is not sent again; what was only forgotten is", async () => {
  const page = await open();
  await tapAway(page);
  const [key] = Object.keys(localStorage).filter((each) => each.startsWith("marquee.vote "));
  localStorage.removeItem(key);
  listed(page, proposal(7));
  await turns();
  assert.equal(asked.length, 1);
  mock.timers.tick(8_000);
  assert.deepEqual(calls(), ["PUT /votes/7", "PUT /votes/7"]);
});

test("a proxy that says the server is away is not taken for the server", async () => {
  const page = await open();
  toggle(page, 7);
  last().answer(502, undefined, { "Content-Type": "text/html" });
  await turns();
  assert.match(said(page)[0], /^The club’s server isn’t answering\. Your vote for Film 7 is kept/);
});

test("a browser that keeps nothing keeps it while the page is open, and says so", async () => {
  localStorage.room = 0;
  const page = await open();
  await tapAway(page);
  assert.match(said(page)[0], /is kept here and will be sent later\. Keep this page open/);
  listed(page, proposal(7));
  assert.deepEqual(calls(), ["PUT /votes/7", "PUT /votes/7"]);
});

test("a hidden page says what was refused once it is seen", async () => {
  const page = await open();
  await tapAway(page);
  document.hidden = true;
  listed(page, proposal(7));
  last().answer(404, problem("not-found", 404));
  await turns();
  assert.match(said(page).join(), /will be sent later/);
  document.hidden = false;
  document.dispatchEvent(new Event("visibilitychange"));
  await turns();
  assert.match(said(page).join(), /^This isn’t here any more/);
});

test("what is older than a month is sent no more", async () => {
  await tapAway(await open());
  mock.timers.setTime(Date.UTC(2026, 1, 9));
  const page = await open();
  assert.deepEqual([seen(page), keptVotes(), asked.length], [[0, false], [], 1]);
});
