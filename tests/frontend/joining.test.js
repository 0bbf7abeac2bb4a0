// How somebody comes in by a link.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import "./support/english.js";
import { ApiError } from "../../frontend/api.js";
import { memberOf } from "../../frontend/state.js";
import { createLookup, enter, joinAndVote } from "../../frontend/views/ways_in/actions.js";
import { explainLink, isAboutLink } from "../../frontend/views/ways_in/trouble.js";
import { loadWords } from "../../frontend/words/say.js";
import { createPage } from "./support/page.js";
import { club, proposal } from "./support/proposals.js";
import { problem, scriptedFetch, turns } from "./support/server.js";

await loadWords(["forms", "ways_in"]);

let asked;
beforeEach(() => {
  asked = scriptedFetch();
  globalThis.document = { getElementById: () => null };
});
afterEach(() => {
  delete globalThis.document;
});

const visitor = { ...club(), member: null };
const { member } = club();
const invited = (...actions) =>
  createPage(
    { type: "arrived", route: { name: "join" }, secret: "s" },
    { type: "club", club: visitor },
    { type: "listed", items: [proposal(7)], at: 0 },
    ...actions,
  );
const joined = (more) => ({ member: { ...member, ...more }, entry: { secret: "own" } });

/** Answers what is asked by its path, until nothing more is. */
async function answer(answers) {
  for (let at = 0; at < asked.length || (await turns(), at < asked.length); at += 1) {
    const { path, method } = asked[at];
    const found = answers[`${method} ${path.split("?")[0]}`];
    asked[at].answer(...found);
    await turns();
  }
}

const inside = {
  "GET /members/me": [200, { ...member, notices: [], proposal_limit: 10 }],
  "GET /club": [200, club()],
  "GET /proposals": [200, { items: [proposal(7, { votes: [] })], next: null }],
  "PUT /votes/7": [200, { proposal_id: 7, voted: true, vote_count: 1 }],
};

test("a name and a link are enough to be in, and the films are next", async () => {
  const page = invited();
  const outcome = joinAndVote(page, { name: "ada", secret: "s" });
  await answer({ "POST /members": [201, joined()], ...inside });
  await outcome;
  assert.deepEqual(asked[0].body, { name: "ada", secret: "s" });
  assert.equal(memberOf(page.state()).id, member.id);
  assert.equal(page.state().ownLink, "own");
  assert.equal(page.state().secret, "");
  assert.deepEqual(page.went, ["/"]);
});

test("the vote that somebody was asked for their name for is cast", async () => {
  const page = invited({ type: "errand", errand: { vote: 7 } });
  const outcome = joinAndVote(page, { name: "ada", secret: "s" });
  await answer({ "POST /members": [201, joined()], ...inside });
  await outcome;
  assert.equal(
    asked.filter(({ method, path }) => `${method} ${path}` === "PUT /votes/7").length,
    1,
  );
});

test("who has to be let in first stays, and votes for nothing", async () => {
  const page = invited({ type: "errand", errand: { vote: 7 } });
  const outcome = joinAndVote(page, { name: "ada" });
  await answer({ "POST /members": [201, joined({ state: "waiting" })], ...inside });
  await outcome;
  assert.deepEqual(page.went, []);
  assert.equal(page.state().ownLink, "own");
  assert.ok(!asked.some(({ method }) => method === "PUT"));
});

test("whose browser keeps no cookie still gets the way back", async () => {
  const page = invited();
  const outcome = joinAndVote(page, { name: "ada", secret: "s" }).catch((error) => error);
  const refused = [401, problem("unauthenticated", 401)];
  await answer({ "POST /members": [201, joined()], "GET /members/me": refused });
  assert.equal((await outcome).slug, "cookie-not-kept");
  assert.equal(memberOf(page.state()), null);
  assert.equal(page.state().ownLink, "own");
});

test("a name that is taken makes nobody a member", async () => {
  const page = invited();
  const outcome = joinAndVote(page, { name: "ada", secret: "s" }).catch((error) => error);
  await answer({ "POST /members": [409, problem("name-taken", 409)] });
  assert.equal((await outcome).slug, "name-taken");
  assert.equal(memberOf(page.state()), null);
  assert.equal(page.state().secret, "s", "the link is there for the next try");
});

test("whoever comes in beside another has a ballot of their own", async () => {
  const page = createPage(
    { type: "club", club: club() },
    { type: "listed", items: [proposal(7)], at: 0 },
    { type: "wished", id: 7, voted: true },
  );
  const other = { id: 2, name: "grace", color: "#0f766e", role: "member" };
  const outcome = enter(page, { entry: "own" });
  await answer({
    "POST /sessions": [201, { member: other }],
    ...inside,
    "GET /members/me": [200, { ...other, notices: [], proposal_limit: 10 }],
    "GET /club": [200, club(other)],
  });
  await outcome;
  assert.equal(memberOf(page.state()).id, 2);
  assert.equal(page.state().ballot.size, 0);
});

test("what a link opens is asked once, and again when somebody wishes", async () => {
  let changes = 0;
  const lookup = createLookup(() => (changes += 1));
  lookup.of("s");
  lookup.of("s");
  assert.equal(asked.length, 1);
  asked[0].fail();
  await turns();
  assert.equal(lookup.of("s").trouble.slug, "unreachable");
  lookup.again();
  asked[1].answer(200, { kind: "invitation", club_name: "Club", invited_by: null });
  await turns();
  assert.equal(lookup.of("s").answer.club_name, "Club");
  assert.equal(changes, 2);
});

test("an answer about a link that has been followed before is not about the newer one", async () => {
  const lookup = createLookup(() => {});
  lookup.of("old");
  lookup.of("new");
  asked[0].answer(200, { kind: "invitation", club_name: "Old", invited_by: null });
  await turns();
  assert.equal(lookup.of("new").answer, null);
});

test("every way in which a link can fail is a sentence of its own, with something to do", () => {
  const over = ["used_up", "expired", "revoked", "paused"].map(
    (why) => new ApiError("invitation-over", { params: { why } }),
  );
  const others = ["link-unknown", "offline", "unreachable", "busy", "too-many-attempts"].map(
    (slug) => new ApiError(slug),
  );
  const told = [...over, ...others].map((error) => explainLink(error, () => {}));
  assert.equal(new Set(told.map(({ title }) => title)).size, told.length);
  for (const { title, next, action } of told) {
    assert.match(title, /^[A-Z].*\.$/);
    assert.match(next, /^[A-Z].*\.$/);
    assert.ok(action.label);
  }
  assert.ok(over.every(isAboutLink));
  assert.ok(told[5].action.run && !told[0].action.run, "only what passes is tried again");
});

test("nobody is sent to sign in where that could only be refused", () => {
  const wayOn = (slug) => explainLink(new ApiError(slug), () => {}).action;
  assert.equal(wayOn("deactivated"), null);
  assert.equal(wayOn("seats-full").href, "/me");
});
