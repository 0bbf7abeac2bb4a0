import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import "./support/english.js";
import { complain, refresh, showFilm, vote } from "../../frontend/actions.js";
import { ApiError } from "../../frontend/api.js";
import { sessions } from "../../frontend/calls.js";
import { memberOf } from "../../frontend/state.js";
import { turn } from "../../frontend/turn.js";
import { toTell } from "../../frontend/views/club/refusals.js";
import { signOut } from "../../frontend/views/me/actions.js";
import { change } from "../../frontend/views/seats/actions.js";
import { signIn } from "../../frontend/views/sign_in/actions.js";
import { createPage } from "./support/page.js";
import { club, proposal } from "./support/proposals.js";
import { problem, scriptedFetch, turns } from "./support/server.js";

let asked;
beforeEach(() => {
  asked = scriptedFetch();
  globalThis.location = { pathname: "/me", origin: "http://films.lan" };
});
afterEach(() => {
  delete globalThis.location;
});

const visitor = { ...club(), member: null };
const asMember = (...actions) =>
  createPage(
    { type: "club", club: club() },
    { type: "listed", items: [proposal(7)], at: 0 },
    ...actions,
  );

test("whose cookie the browser throws away has not signed in, and is told so", async () => {
  const page = createPage({ type: "club", club: visitor });
  const outcome = signIn(page, "ada", "film night demo").catch((error) => error);
  asked[0].answer(201, { member: club().member });
  await turns();
  asked[1].answer(401, problem("unauthenticated", 401));
  assert.equal((await outcome).slug, "cookie-not-kept");
  assert.equal(memberOf(page.state()), null);
});

test("without an answer the page goes on in its language", async () => {
  const page = createPage({
    type: "club",
    club: { ...club(), page_languages: [{ language: "en" }, { language: "pl" }] },
  });
  const turned = turn(page);
  await turns();
  asked[0].fail();
  await turned;
  assert.equal(asked[0].path, "/club");
});

test("whoever was signed out signs in with one press, and the vote is cast then", () => {
  const page = asMember();
  complain(page, new ApiError("unauthenticated"), { errand: { vote: 7 } });
  const [{ action }] = page.state().toasts;
  assert.equal(action.label, "Sign in again");
  action.run();
  assert.deepEqual(page.went, ["/sign-in"]);
  assert.deepEqual(page.state().errand, { vote: 7 });
});

test("a vote that could not be taken back is not cast after signing in", async () => {
  const page = asMember();
  vote(page, 7, false);
  asked[0].answer(401, problem("unauthenticated", 401));
  await turns();
  const [{ text, action }] = page.state().toasts;
  assert.match(text, /^You’re signed out, so your vote for .* still counts/);
  action.run();
  assert.deepEqual(page.state().errand, {});
});

test("whoever was signed out on a members' page comes back to it", async () => {
  const page = asMember({ type: "arrived", route: { name: "me" } });
  const refreshed = refresh(page);
  asked[0].answer(401, problem("unauthenticated", 401));
  await turns();
  asked[1].answer(200, visitor);
  await turns();
  asked[2].answer(200, { items: [], next: null });
  await refreshed;
  const [{ text, action }] = page.state().toasts;
  assert.equal(text, "You’ve been signed out.");
  action.run();
  assert.deepEqual(page.state().errand, { path: "/me" });
});

test("sessions are read to the last page", async () => {
  const all = sessions();
  asked[0].answer(200, { items: [{ id: 1 }], next: "more" });
  await turns();
  assert.equal(asked[1].path, "/sessions?limit=100&cursor=more");
  asked[1].answer(200, { items: [{ id: 2 }], next: null });
  assert.deepEqual(
    (await all).map(({ id }) => id),
    [1, 2],
  );
});

test("of two faces that are tapped, it is the later one's ballot, whichever answer is slower", async () => {
  const page = asMember();
  const [grace, george] = [
    { id: 2, name: "grace" },
    { id: 3, name: "george" },
  ];
  const both = [change(page, grace), change(page, george)];
  asked[1].answer(204);
  await turns();
  asked[2].answer(200, { ...club().member, ...george });
  await turns();
  asked[0].answer(204);
  await turns();
  assert.equal(memberOf(page.state()).name, "george");
  const graces = asked.find(({ path }, index) => index > 2 && path === "/members/me");
  graces.answer(200, { ...club().member, ...grace });
  await turns();
  assert.equal(memberOf(page.state()).name, "george");
  void both;
});

const grace = { id: 2, name: "grace", role: "member", state: "active" };
const over = () => problem("unauthenticated", 401);

/** Somebody gets the page: another member, or the same one with a new session. */
const sitDown = (page, member) => page.dispatch({ type: "signed-in", member, at: page.moment() });

for (const next of [grace, club().member])
  test(`a refusal of what was asked before ends no session of ${next.name}’s`, async () => {
    const page = asMember();
    const polled = refresh(page);
    const wished = signOut(page).catch((error) => error);
    sitDown(page, next);
    for (const request of asked) request.answer(401, over());
    assert.equal(await polled, true, "the page goes on asking");
    const error = await wished;
    complain(page, error);
    assert.equal(toTell(page, error), null);
    assert.equal(memberOf(page.state()).name, next.name);
    assert.deepEqual(page.state().toasts, []);
    assert.equal(page.state().trouble, null);
  });

test("who signs in in another tab is not signed out by what a visitor was refused", async () => {
  const page = createPage({ type: "club", club: visitor });
  const polled = refresh(page);
  page.dispatch({ type: "club", club: club() });
  for (const request of asked) request.answer(401, over());
  await polled;
  assert.equal(memberOf(page.state()).name, club().member.name);
});

test("whoever signs out while another sits down leaves the page to them", async () => {
  const page = asMember();
  const out = signOut(page);
  sitDown(page, grace);
  asked[0].answer(204);
  await turns();
  assert.equal(memberOf(page.state()).name, "grace");
  assert.deepEqual(page.went, []);
  void out;
});

test("a door that was opened to the one before is asked again", async () => {
  const page = asMember();
  page.dispatch({ type: "signed-out", at: page.moment() });
  const polled = refresh(page, true);
  const doors = () => asked.filter(({ path }) => path === "/club");
  sitDown(page, grace);
  doors()[0].answer(200, visitor);
  await turns();
  assert.equal(doors().length, 2);
  assert.equal(memberOf(page.state()).name, "grace");
  void polled;
});

test("a film that a member asked for is not shown to the visitor who follows", async () => {
  const page = asMember();
  const told = showFilm(page, 9);
  page.dispatch({ type: "signed-out", at: page.moment() });
  asked[0].answer(200, proposal(9));
  await told;
  assert.equal(page.state().asked, null);
});

test("a session that is over ends once, however many answers say so", async () => {
  const page = asMember();
  const votes = [vote(page, 7, false), vote(page, 8, true)];
  for (const request of asked.slice(0, 2)) request.answer(401, over());
  await Promise.all(votes);
  assert.equal(page.state().toasts.length, 1);
});
