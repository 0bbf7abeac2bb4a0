import assert from "node:assert/strict";
import { test } from "node:test";
import "./support/english.js";
import { ApiError } from "../../frontend/api.js";
import { createPages, joined } from "../../frontend/components/pages.js";
import { changesIn, clockIn, languageOf, merged } from "../../frontend/views/club/changes.js";
import * as invitation from "../../frontend/views/club/invitation.js";
import { wholeIn } from "../../frontend/views/club/numbers.js";
import * as roster from "../../frontend/views/club/roster.js";
import { loadWords } from "../../frontend/words/say.js";

await loadWords(["forms", "club", "members", "invitations", "settings"]);

const NOW = Date.parse("2026-11-29T12:00:00Z");
const grace = {
  id: 3,
  name: "grace",
  role: "member",
  state: "active",
  proposal_limit: 10,
  has_own_limit: false,
  open_proposals: 3,
  votes: 1,
  has_password: true,
  last_seen_at: "2026-11-29T11:00:00Z",
  joined_how: "invitation",
  created_at: "2026-03-12T20:00:00Z",
};

test("a member is told in words", () => {
  assert.equal(roster.shareOf(grace), "3 of 10 films up");
  assert.equal(roster.votesOf(grace), "1 vote");
  assert.equal(roster.seenOf(grace, NOW), "seen 1 hour ago");
  assert.equal(roster.seenOf({ ...grace, last_seen_at: null }, NOW), "not seen yet");
  assert.equal(
    roster.storyOf(grace, NOW),
    "Joined with an invitation on 12 March. They sign in with a password.",
  );
  assert.equal(roster.limitOf(grace), "Up to 10 films at once, like everybody else.");
  assert.match(roster.limitOf({ ...grace, has_own_limit: true }), /theirs alone/);
});

test("every way into the club is told", () => {
  const told = ["host", "set_up", "invitation", "sign_up"].map((joined_how) =>
    roster.storyOf({ ...grace, joined_how }, NOW),
  );
  assert.equal(new Set(told).size, 4);
  for (const each of told) assert.match(each, /on 12 March\. They sign in/);
});

test("a badge says what is unusual, and first of all who may not vote", () => {
  assert.equal(roster.badgeOf(grace), null);
  assert.equal(roster.badgeOf({ ...grace, role: "admin" }), "admin");
  assert.equal(roster.badgeOf({ ...grace, role: "admin", state: "inactive" }), "inactive");
  assert.equal(roster.badgeOf({ ...grace, state: "waiting" }), "waiting");
});

test("what can be done goes by role, state and password", () => {
  const acts = (change, isSelf = false) => roster.actsFor({ ...grace, ...change }, isSelf);
  assert.deepEqual(acts({}), ["promote", "deactivate", "remove"]);
  assert.deepEqual(acts({ has_password: false }), ["deactivate", "remove"]);
  assert.deepEqual(acts({ role: "admin" }), ["demote", "deactivate", "remove"]);
  assert.deepEqual(acts({ role: "admin" }, true), ["demote"]);
  assert.deepEqual(acts({ state: "waiting" }), ["admit", "remove"]);
  assert.deepEqual(acts({ state: "inactive" }), ["reactivate", "remove"]);
});

test("what is refused about a member is said of them, with what to do", () => {
  const said = (slug) => roster.explainMember(new ApiError(slug), "grace");
  for (const slug of ["needs-password", "last-admin", "not-found", "precondition-failed"]) {
    assert.match(said(slug).title, /grace/);
    assert.match(said(slug).next, /\.$/);
  }
  assert.equal(said("busy").title, "The server is busy right now.");
});

test("a number is whole and within its bounds", () => {
  const limitIn = (typed) => wholeIn(typed, 0, 1000);
  assert.deepEqual(["0", " 7 ", "1000"].map(limitIn), [0, 7, 1000]);
  assert.equal(wholeIn("0", 1, 1000), null);
  for (const typed of ["", "-1", "1001", "7.5", "many", "1e2", "99999"])
    assert.equal(limitIn(typed), null, typed);
});

test("an item that comes twice is listed once", () => {
  const [one, two, three] = [1, 2, 3].map((id) => ({ id }));
  assert.deepEqual(joined([one, two], [two, three]), [one, two, three]);
});

/** Pages whose answers come when a test says so. */
function asked(toTell = (error) => error) {
  const questions = [];
  const shown = [];
  const pages = createPages(
    (cursor) =>
      new Promise((answer, refuse) => {
        questions.push({ cursor, answer, refuse });
      }),
    (told) => shown.push(told),
    toTell,
  );
  return { pages, questions, last: () => shown.at(-1) };
}

test("pages follow each other from where the last one ended", async () => {
  const { pages, questions, last } = asked();
  const first = pages.begin();
  questions[0].answer({ items: [{ id: 1 }], next: "c1" });
  await first;
  const second = pages.more();
  assert.equal(questions[1].cursor, "c1");
  questions[1].answer({ items: [{ id: 2 }], next: null });
  await second;
  assert.deepEqual(last().items, [{ id: 1 }, { id: 2 }]);
  assert.equal(last().next, null);
});

test("an answer that nobody waits for any more is not shown", async () => {
  const { pages, questions, last } = asked();
  const old = pages.begin();
  const wanted = pages.begin();
  questions[1].answer({ items: [{ id: 2 }], next: null });
  await wanted;
  questions[0].answer({ items: [{ id: 1 }], next: null });
  await old;
  assert.deepEqual(last().items, [{ id: 2 }]);
});

test("a page that does not come leaves those before it", async () => {
  const { pages, questions, last } = asked();
  const first = pages.begin();
  questions[0].answer({ items: [{ id: 1 }], next: "c1" });
  await first;
  const second = pages.more();
  questions[1].refuse(new ApiError("busy"));
  await second;
  assert.equal(last().trouble.slug, "busy");
  assert.deepEqual(last().items, [{ id: 1 }]);
  assert.equal(last().next, "c1");
});

test("a list follows what has been changed, made and removed on it", async () => {
  const { pages, questions, last } = asked();
  const first = pages.begin();
  questions[0].answer({ items: [{ id: 1 }, { id: 2 }], next: null });
  await first;
  pages.replace({ id: 2, name: "new" });
  pages.add({ id: 3 });
  pages.drop(1);
  assert.deepEqual(last().items, [{ id: 3 }, { id: 2, name: "new" }]);
  pages.forget();
  assert.deepEqual(last().items, []);
});

const friday = {
  id: 2,
  note: "for the Friday people",
  max_uses: 12,
  uses: 4,
  expires_at: "2026-12-29T20:00:00Z",
  created_at: "2026-11-28T12:00:00Z",
  created_by: { id: 2, name: "admin", color: "#6d28d9" },
  state: "open",
  has_link: true,
};

test("an invitation is told in words", () => {
  assert.equal(invitation.titleOf(friday), "for the Friday people");
  assert.equal(invitation.titleOf({ ...friday, note: null }), "Invitation 2");
  assert.equal(invitation.joinedOf(friday), "4 of 12 have joined");
  assert.equal(invitation.joinedOf({ ...friday, max_uses: null }), "4 have joined");
  assert.equal(
    invitation.joinedOf({ ...friday, max_uses: null, uses: 0 }),
    "nobody has joined yet",
  );
  assert.equal(invitation.madeOf(friday, NOW), "made by admin yesterday");
  assert.equal(invitation.madeOf({ ...friday, created_by: null }, NOW), "made yesterday");
});

test("an invitation whose link is lost says so while it lets people in", () => {
  assert.equal(invitation.lostLinkOf(friday), null);
  assert.equal(
    invitation.lostLinkOf({ ...friday, has_link: false }),
    "its link still works, but can’t be shown again",
  );
  assert.equal(invitation.lostLinkOf({ ...friday, has_link: false, state: "revoked" }), null);
});

test("an invitation says when it ends, the nearer the more exactly", () => {
  const ends = (expires_at, state = "open") =>
    invitation.endOf({ ...friday, expires_at, state }, NOW);
  assert.equal(ends(null), "never ends");
  assert.equal(ends("2026-12-29T20:00:00Z"), "ends on 29 December");
  assert.equal(ends("2026-12-02T11:00:00Z"), "ends in 3 days");
  assert.equal(ends("2026-11-29T12:00:01Z"), "ends within a day");
  assert.equal(ends("2026-11-20T12:00:00Z", "expired"), "ended on 20 November");
  assert.equal(ends("2026-12-29T20:00:00Z", "revoked"), null);
});

test("an open invitation is paused while sign-up is closed, any other is what it is", () => {
  const closed = { sign_up: "closed" };
  assert.equal(invitation.standingOf(friday, { sign_up: "invite" }), "open");
  assert.equal(invitation.standingOf(friday, closed), "paused");
  assert.equal(invitation.standingOf({ ...friday, state: "used_up" }, closed), "used_up");
});

const seen = {
  name: "Friday Film Club",
  sign_up: "invite",
  read_access: "public",
  proposal_limit: 10,
  language: "en-US",
};

test("only settings that are changed are sent", () => {
  assert.deepEqual(changesIn(seen, seen), {});
  assert.deepEqual(changesIn(seen, { ...seen, proposal_limit: 0 }), { proposal_limit: 0 });
});

test("what another admin has changed stands below what this one has", () => {
  const typed = { ...seen, name: "Kino im Hof" };
  const fresh = { ...seen, name: "Saturday Club", proposal_limit: 3 };
  assert.deepEqual(merged(seen, typed, fresh), { ...fresh, name: "Kino im Hof" });
});

test("a language is told in words, if it is one", () => {
  assert.equal(languageOf("en-US"), "American English");
  assert.equal(languageOf("de-DE"), "German (Germany)");
  for (const tag of ["", "de", "xx-XX", "klingon", "DE-de"]) assert.equal(languageOf(tag), null);
});

test("the clock of a time zone is told, and nothing of what is none", () => {
  assert.match(clockIn("Asia/Kathmandu", new Date(NOW)), /^Sunday (at )?17:45$/);
  assert.match(clockIn("Pacific/Kiritimati", new Date(NOW)), /^Monday (at )?02:00$/);
  for (const none of ["", "Europe/Metropolis", "local", "+02:00"])
    assert.equal(clockIn(none), null);
});

test("what is tried again is what did not come, and no later page of what came before", async () => {
  const { pages, questions, last } = asked();
  const first = pages.begin();
  questions[0].answer({ items: [{ id: 1 }], next: "c1" });
  await first;
  const narrowed = pages.begin();
  questions[1].refuse(new ApiError("unreachable"));
  await narrowed;
  const again = pages.again();
  assert.equal(questions[2].cursor, null);
  questions[2].answer({ items: [{ id: 7 }], next: null });
  await again;
  assert.deepEqual(last().items, [{ id: 7 }]);
});

test("a list that begins anew does not go on meanwhile", async () => {
  const { pages, questions, last } = asked();
  const first = pages.begin();
  questions[0].answer({ items: [{ id: 1 }], next: "c1" });
  await first;
  const narrowed = pages.begin();
  await pages.more();
  assert.equal(questions.length, 2);
  questions[1].answer({ items: [{ id: 7 }], next: null });
  await narrowed;
  assert.deepEqual(last().items, [{ id: 7 }]);
});
