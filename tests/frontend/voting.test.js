import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./support/english.js";
import { filmOf } from "../../frontend/state.js";
import { endSession, refresh, toggle } from "../../frontend/actions.js";
import { loadRest } from "../../frontend/errors.js";
import { createPage } from "./support/page.js";
import { club, proposal } from "./support/proposals.js";
import { problem, scriptedFetch, turns } from "./support/server.js";

let asked;
beforeEach(() => {
  asked = scriptedFetch();
});

const asMember = (...items) =>
  createPage({ type: "club", club: club() }, { type: "listed", items, at: 0 });
const count = (page) => filmOf(page.state(), 7).vote_count;
const answer = (voted, vote_count) => ({ proposal_id: 7, voted, vote_count });

test("one tap is one PUT", async () => {
  const page = asMember(proposal(7));
  toggle(page, 7);
  assert.equal(count(page), 1);
  assert.deepEqual([asked[0].method, asked[0].path], ["PUT", "/votes/7"]);
  asked[0].answer(200, answer(true, 3));
  await turns();
  assert.equal(count(page), 3);
  assert.equal(asked.length, 1);
});

test("quick taps keep one request under way, and the last wish is delivered", async () => {
  const page = asMember(proposal(7));
  toggle(page, 7);
  toggle(page, 7);
  assert.equal(asked.length, 1);
  asked[0].answer(200, answer(true, 1));
  await turns();
  assert.deepEqual([asked[1].method, asked[1].path], ["DELETE", "/votes/7"]);
  asked[1].answer(200, answer(false, 0));
  await turns();
  assert.equal(asked.length, 2);
  assert.equal(count(page), 0);
});

test("three taps end where the first one has led already", async () => {
  const page = asMember(proposal(7));
  toggle(page, 7);
  toggle(page, 7);
  toggle(page, 7);
  asked[0].answer(200, answer(true, 1));
  await turns();
  assert.equal(asked.length, 1);
  assert.equal(count(page), 1);
});

test("a refusal rolls back and says why", async () => {
  const page = asMember(proposal(7));
  toggle(page, 7);
  asked[0].answer(
    409,
    problem("proposal-not-open", 409, { params: { proposal_id: 7, status: "watched" } }),
  );
  await turns();
  assert.equal(count(page), 0);
  await loadRest();
  await turns();
  assert.match(page.state().toasts[0].text, /has already watched this film/);
});

test("without a network the vote comes back with a sentence", async () => {
  const page = asMember(proposal(7));
  toggle(page, 7);
  asked[0].fail();
  await turns();
  assert.equal(count(page), 0);
  assert.match(page.state().toasts[0].text, /isn’t answering/);
});

test("a poll that was asked before the vote and answers after it changes nothing", async () => {
  const page = asMember(proposal(7));
  const polled = refresh(page);
  toggle(page, 7);
  const [list, vote] = asked;
  vote.answer(200, answer(true, 1));
  await turns();
  list.answer(200, { items: [proposal(7)], next: null });
  await polled;
  assert.equal(count(page), 1);
});

test("visitors are asked who they are, and the vote is kept for later", () => {
  const page = createPage(
    { type: "club", club: club(null) },
    { type: "listed", items: [proposal(7)], at: 0 },
  );
  toggle(page, 7);
  assert.deepEqual(page.went, ["/sign-in"]);
  assert.deepEqual(page.state().errand, { vote: 7 });
  assert.equal(asked.length, 0);
});

test("an ended session turns the page into a visitor's", async () => {
  const page = asMember(proposal(7));
  toggle(page, 7);
  asked[0].answer(401, problem("unauthenticated", 401));
  await turns();
  assert.equal(page.state().club.member, null);
});

/** Grace taps while Ada's vote, of before she signed out, has not been answered. */
async function tapAfterAnother() {
  const page = asMember(proposal(7));
  toggle(page, 7);
  endSession(page);
  const grace = { id: 2, name: "grace", role: "member", color: "#264653" };
  page.dispatch({ type: "signed-in", member: grace, at: page.moment() });
  page.dispatch({ type: "listed", items: [proposal(7)], at: page.moment() });
  toggle(page, 7);
  await turns();
  return page;
}

test("the vote of whoever signs in next waits for nobody's before", async () => {
  const page = await tapAfterAnother();
  assert.deepEqual([asked[1].method, asked[1].path], ["PUT", "/votes/7"]);
  asked[1].answer(200, answer(true, 2));
  await turns();
  asked[0].answer(200, answer(true, 1));
  await turns();
  assert.equal(count(page), 2);
});

test("a refusal of the member before ends no session and takes no vote", async () => {
  const page = await tapAfterAnother();
  asked[0].answer(401, problem("unauthenticated", 401));
  await turns();
  assert.equal(page.state().club.member.name, "grace");
  assert.equal(page.state().toasts.length, 0);
  asked[1].answer(200, answer(true, 2));
  await turns();
  assert.equal(count(page), 2);
});

test("a vote for what has joined another film goes there", async () => {
  const page = asMember(proposal(7), proposal(3));
  toggle(page, 7);
  const params = { proposal_id: 7, status: "withdrawn", joined_to: 3 };
  asked[0].answer(409, problem("proposal-not-open", 409, { params }));
  await turns();
  assert.deepEqual([asked[1].method, asked[1].path], ["PUT", "/votes/3"]);
  asked[1].answer(200, { proposal_id: 3, voted: true, vote_count: 5 });
  await turns();
  assert.equal(filmOf(page.state(), 3).vote_count, 5);
  assert.equal(page.state().toasts.length, 0);
});
