import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./support/english.js";
import { refresh, toggle } from "../../frontend/actions.js";
import { ApiError } from "../../frontend/api.js";
import { createTidings } from "../../frontend/live/tidings.js";
import { filmOf } from "../../frontend/state.js";
import { fakeClock } from "./support/clock.js";
import { createPage } from "./support/page.js";
import { club, person, proposal } from "./support/proposals.js";
import { scriptedFetch, turns } from "./support/server.js";

let requests;
beforeEach(() => (requests = scriptedFetch()));

const ADA = { ...person(1), role: "member", state: "active" };

/** A page that shows films, as the server told them at version 10, and is told more. */
function listening(films, { member = ADA, version = 10 } = {}) {
  const page = createPage(
    { type: "club", club: club(member) },
    { type: "listed", items: films, tonight: null, version, at: 0 },
  );
  const clock = fakeClock();
  let asked = 0;
  const tidings = createTidings(page, () => (asked += 1), { ...clock, chance: () => 0.5 });
  const vote = (version, voters, id = 7) =>
    tidings.hear({
      kind: "vote",
      version,
      proposal_id: id,
      vote_count: voters.length,
      voters: voters.map((each) => person(each)),
    });
  const votes = (id = 7) => filmOf(page.state(), id).vote_count;
  const voters = (id = 7) => filmOf(page.state(), id).voters?.map((each) => each.id);
  return { page, clock, tidings, vote, votes, voters, asked: () => asked };
}

test("a vote that is heard is shown at once, and nothing is asked", async () => {
  const { vote, votes, voters, asked, clock } = listening([proposal(7), proposal(8)]);
  vote(11, [2, 3]);
  assert.deepEqual([votes(), voters()], [2, [2, 3]]);
  await clock.pass(1_000);
  assert.equal(asked(), 0);
});

test("what is older than what is shown is dropped", () => {
  const { vote, votes } = listening([proposal(7, { votes: [2] })]);
  vote(10, [2, 3, 4]);
  assert.equal(votes(), 1);
  vote(13, [2, 3]);
  vote(12, [2, 3, 4]);
  assert.equal(votes(), 2);
});

test("a list that was asked for before a vote was heard does not take it back", () => {
  const { page, vote, votes, voters } = listening([proposal(7), proposal(8)]);
  const at = page.moment();
  vote(12, [2]);
  const items = [proposal(7), proposal(8, { votes: [3] })];
  page.dispatch({ type: "listed", items, tonight: null, version: 11, at });
  assert.deepEqual([votes(7), voters(7), votes(8)], [1, [2], 1]);
});

test("a list that was asked for afterwards counts, whatever was heard", () => {
  const { page, vote, votes } = listening([proposal(7)]);
  vote(12, [2]);
  const answer = { items: [proposal(7, { votes: [2, 3] })], tonight: null };
  page.dispatch({ type: "listed", ...answer, version: 10, at: page.moment() });
  assert.equal(votes(), 2);
});

test("one's own wish is never taken from what is heard", async () => {
  const { page, vote, votes, voters } = listening([proposal(7, { votes: [2] })]);
  toggle(page, 7);
  assert.deepEqual(voters(), [2, 1]);
  vote(11, [2, 3]);
  assert.deepEqual([votes(), voters()], [3, [2, 3, 1]], "not sent yet");
  requests[0].answer(200, { proposal_id: 7, voted: true, vote_count: 3 });
  await turns();
  assert.equal(votes(), 3);
  vote(12, [2]);
  assert.deepEqual([votes(), voters()], [3, [2, 1]], "somebody has gone before it came");
});

test("what others vote after one's own vote counts", async () => {
  const { page, vote, votes, asked, clock } = listening([proposal(7)]);
  toggle(page, 7);
  requests[0].answer(200, { proposal_id: 7, voted: true, vote_count: 1 });
  await turns();
  vote(12, [1, 2]);
  assert.equal(votes(), 2);
  vote(13, [1, 2, 3]);
  assert.equal(votes(), 3);
  await clock.pass(1_000);
  assert.equal(asked(), 0);
});

test("a wish that is still to be sent outlives what is heard", async () => {
  const { page, vote, voters } = listening([proposal(7)]);
  toggle(page, 7);
  requests[0].answer(200, { proposal_id: 7, voted: true, vote_count: 1 });
  await turns();
  toggle(page, 7);
  toggle(page, 7);
  vote(12, [1]);
  requests[1].answer(200, { proposal_id: 7, voted: false, vote_count: 0 });
  await turns();
  assert.equal(requests[2].method, "PUT");
  assert.deepEqual(voters(), [1]);
});

test("a vote that was taken back on another device is asked about", async () => {
  const { page, vote, asked, clock } = listening([proposal(7)]);
  toggle(page, 7);
  requests[0].answer(200, { proposal_id: 7, voted: true, vote_count: 1 });
  await turns();
  vote(12, [2]);
  await clock.pass(1_000);
  assert.equal(asked(), 1);
});

test("visitors are told counts, and see no name of a tab beside theirs", async () => {
  const plain = proposal(7);
  delete plain.voters;
  const { page, tidings, vote, votes, asked, clock } = listening([plain], { member: null });
  vote(11, [2, 3]);
  assert.equal(votes(), 2);
  tidings.hear({ kind: "vote", version: 12, proposal_id: 7, vote_count: 3 });
  assert.equal(votes(), 3);
  await clock.pass(1_000);
  assert.equal(asked(), 0);
  assert.ok(!("voters" in filmOf(page.state(), 7)));
});

test("names that are too many to be told are asked for", async () => {
  const { tidings, votes, asked, clock } = listening([proposal(7)]);
  tidings.hear({ kind: "vote", version: 11, proposal_id: 7, vote_count: 900 });
  assert.equal(votes(), 900);
  await clock.pass(1_000);
  assert.equal(asked(), 1);
});

test("for all else the list is asked for once, soon", async () => {
  const { tidings, asked, clock } = listening([proposal(7)]);
  for (const kind of ["proposal", "tonight", "film", "member", "club", "reset"])
    tidings.hear({ kind, version: 11 });
  assert.equal(asked(), 0);
  await clock.pass(300);
  assert.equal(asked(), 1);
});

for (const kind of ["club", "reset"])
  test(`after a ${kind} the club is asked for as well, once`, async () => {
    const { page, tidings } = listening([proposal(7)]);
    tidings.hear({ kind, version: 11 });
    const asking = refresh(page);
    await turns();
    const paths = requests.map(({ path }) => path);
    assert.ok(paths.includes("/club"), `${paths}`);
    requests.forEach((request) => request.fail());
    await asking;
  });

test("a stream that begins where the list is has nothing to ask for", async () => {
  const { tidings, asked, clock } = listening([proposal(7)]);
  tidings.soon();
  tidings.hear({ kind: "hello", version: 10 });
  await clock.pass(1_000);
  assert.equal(asked(), 0);
  tidings.hear({ kind: "hello", version: 12 });
  await clock.pass(1_000);
  assert.equal(asked(), 1);
});

test("a page that found nobody asks, wherever a stream begins", async () => {
  const { page, tidings, asked, clock } = listening([proposal(7)]);
  page.dispatch({ type: "trouble", error: new ApiError("unreachable") });
  tidings.soon();
  tidings.hear({ kind: "hello", version: 10 });
  await clock.pass(1_000);
  assert.equal(asked(), 1);
});

test("votes of a busy moment are said together", async () => {
  const { page, vote, clock } = listening([proposal(7), proposal(8)]);
  vote(11, [2]);
  vote(12, [2, 3]);
  vote(13, [2], 8);
  assert.equal(page.state().spoken, "");
  await clock.pass(3_000);
  assert.equal(page.state().spoken, "The votes of 2 films have changed.");
});

const list = (items) => ({ items, next: null, tonight: null, version: 11 });

test("a moment without the server passes unsaid, and more does not", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { page } = listening([proposal(7)]);
  const fail = async () => {
    const asking = refresh(page);
    while (requests.length > 0) requests.shift().fail();
    await asking;
  };
  await fail();
  t.mock.timers.tick(2_900);
  assert.equal(page.state().trouble, null);
  const asking = refresh(page);
  while (requests.length > 0) {
    const { path, answer } = requests.shift();
    answer(200, path.startsWith("/proposals") ? list([proposal(7)]) : club(ADA));
    await turns();
  }
  await asking;
  t.mock.timers.tick(60_000);
  assert.equal(page.state().trouble, null);
  await fail();
  t.mock.timers.tick(3_000);
  assert.equal(page.state().trouble.slug, "unreachable");
});
