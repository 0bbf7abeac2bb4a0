import assert from "node:assert/strict";
import { test } from "node:test";
import "./support/english.js";
import { ANYBODY, NOBODY } from "../../frontend/seat.js";
import {
  awaitedCount,
  filmOf,
  films,
  hasOthers,
  initialState,
  isAdmin,
  isClosed,
  memberOf,
  ownCount,
  seatOf,
  update,
} from "../../frontend/state.js";
import { club, person, proposal } from "./support/proposals.js";

const play = (...actions) => actions.reduce(update, initialState);
const member = { type: "club", club: club() };
const listed = (at, ...items) => ({ type: "listed", items, at });
const wished = (id, voted) => ({ type: "wished", id, voted });
const confirmed = (id, voted, count, at) => ({ type: "confirmed", id, voted, count, at });
const seen = (state, id) => {
  const { vote_count, voters } = filmOf(state, id);
  return { count: vote_count, voters: voters.map((voter) => voter.id) };
};

test("a vote shows before the server has said anything", () => {
  const state = play(member, listed(1, proposal(7, { votes: [2] })), wished(7, true));
  assert.deepEqual(seen(state, 7), { count: 2, voters: [2, 1] });
});

test("a refused vote goes back to what was", () => {
  const state = play(member, listed(1, proposal(7)), wished(7, true), { type: "refused", id: 7 });
  assert.deepEqual(seen(state, 7), { count: 0, voters: [] });
});

test("an answer that was asked for before the vote landed does not undo it", () => {
  const old = proposal(7, { votes: [2] });
  const state = play(
    member,
    listed(1, old),
    wished(7, true),
    confirmed(7, true, 2, 3),
    listed(2, old),
  );
  assert.deepEqual(seen(state, 7), { count: 2, voters: [2, 1] });
});

test("an answer that comes while the vote is under way does not undo it", () => {
  const state = play(member, listed(1, proposal(7)), wished(7, true), listed(2, proposal(7)));
  assert.deepEqual(seen(state, 7), { count: 1, voters: [1] });
});

test("an answer that has the vote already does not count it twice", () => {
  const both = proposal(7, { votes: [1, 2] });
  const state = play(member, listed(1, proposal(7)), wished(7, true), listed(2, both));
  assert.deepEqual(seen(state, 7), { count: 2, voters: [2, 1] });
});

test("an answer that was asked for after the vote landed has the last word", () => {
  const state = play(
    member,
    listed(1, proposal(7)),
    wished(7, true),
    confirmed(7, true, 1, 2),
    listed(3, proposal(7, { votes: [2] })),
  );
  assert.deepEqual(seen(state, 7), { count: 1, voters: [2] });
  assert.equal(state.ballot.size, 0);
});

test("a second tap while the first is under way wins over its confirmation", () => {
  const state = play(
    member,
    listed(1, proposal(7)),
    wished(7, true),
    wished(7, false),
    confirmed(7, true, 1, 2),
    listed(3, proposal(7, { votes: [1] })),
  );
  assert.deepEqual(seen(state, 7), { count: 0, voters: [] });
});

test("when the second tap is refused, the first one stands", () => {
  const state = play(
    member,
    listed(1, proposal(7)),
    wished(7, true),
    confirmed(7, true, 1, 2),
    wished(7, false),
    { type: "refused", id: 7 },
  );
  assert.deepEqual(seen(state, 7), { count: 1, voters: [1] });
});

test("the count that the server confirmed holds the votes of others", () => {
  const state = play(member, listed(1, proposal(7)), wished(7, true), confirmed(7, true, 4, 2));
  assert.equal(seen(state, 7).count, 4);
});

test("the order waits until the page is still", () => {
  const [first, second] = [proposal(1, { votes: [2] }), proposal(2)];
  const voted = play(
    member,
    listed(1, first, second),
    listed(2, first, proposal(2, { votes: [2, 3] })),
  );
  assert.deepEqual(voted.shown, [1, 2]);
  assert.deepEqual(update(voted, { type: "settled" }).shown, [2, 1]);
});

test("nothing comes or goes under the finger either", () => {
  const state = play(
    member,
    listed(1, proposal(1), proposal(2)),
    listed(2, proposal(1), proposal(3)),
  );
  assert.deepEqual(state.shown, [2, 1]);
  assert.deepEqual(update(state, { type: "settled" }).shown, [3, 1]);
});

test("the first film of a club comes in at once, and is said", () => {
  const state = play(member, listed(1), listed(2, proposal(1)));
  assert.deepEqual([state.shown, state.staged], [[1], 1]);
  assert.notEqual(state.spoken, "");
});

test("a film comes in at once where the list has none to move", () => {
  const voted = proposal(1, { votes: [1] });
  const unvoted = { type: "picked", list: "unvoted" };
  const none = play(member, listed(1, voted), unvoted);
  assert.deepEqual(none.shown, []);
  assert.deepEqual(update(none, listed(2, voted, proposal(2))).shown, [2]);
  const gone = play(member, listed(1, proposal(1)), listed(2, proposal(2)));
  assert.deepEqual(gone.shown, [2]);
});

test("a settled page is the same object, so that nothing is drawn again", () => {
  const state = play(member, listed(1, proposal(1)));
  assert.equal(update(state, { type: "settled" }), state);
});

test("sorting and filtering are wishes of the reader and happen at once", () => {
  const films = [proposal(1, { film: { title: "B" } }), proposal(2, { film: { title: "A" } })];
  const sorted = play(member, listed(1, ...films), { type: "sorted", sort: "title" });
  assert.deepEqual(sorted.shown, [2, 1]);
  const finds = ({ film }) => film.title === "B";
  assert.deepEqual(update(sorted, { type: "filtered", filter: "b", finds, only: null }).shown, [1]);
});

test("an answer for the visitor does not replace the member's list", () => {
  const self = { ...person(1), role: "member" };
  const state = play(
    { type: "club", club: club(null) },
    { type: "signed-in", member: self, at: 5 },
    listed(6, proposal(7, { votes: [1] })),
    listed(4, proposal(7, { voters: undefined })),
  );
  assert.deepEqual(seen(state, 7).voters, [1]);
});

test("a new proposal is not lost to an answer that was asked for before it", () => {
  const state = play(
    member,
    listed(1, proposal(1)),
    { type: "added", proposal: proposal(2), at: 3 },
    listed(2, proposal(1)),
  );
  assert.equal(films(state).length, 2);
});

test("signing out leaves no names behind", () => {
  const state = play(member, listed(1, proposal(1, { votes: [1] })), { type: "signed-out", at: 2 });
  assert.equal(state.open, null);
  assert.equal(state.me, null);
  assert.equal(state.ballot.size, 0);
});

test("a list from before stands in until a fresh one comes", () => {
  const items = [proposal(1), proposal(2)];
  const kept = { at: 1_000, when: "at 18:00", club: club(), me: null, items };
  const recalled = play({ type: "recalled", kept });
  assert.equal(recalled.saved, "at 18:00");
  assert.deepEqual([...recalled.shown].sort(), [1, 2]);
  assert.equal(update(recalled, listed(1, proposal(1))).saved, null);
  const out = update(recalled, { type: "signed-out", at: 2 });
  assert.equal(out.saved, null);
  assert.equal(out.open, null);
});

test("a closed club shows visitors nothing but the door", () => {
  assert.ok(isClosed(play({ type: "club", club: club(null, "members") })));
  assert.ok(!isClosed(play({ type: "club", club: club(undefined, "members") })));
  assert.ok(!isClosed(play({ type: "club", club: club(null) })));
});

test("whoever waits to be let in is told what visitors are told", () => {
  const waiting = { ...club().member, state: "waiting" };
  assert.ok(isClosed(play({ type: "club", club: club(waiting, "members") })));
  assert.ok(!isClosed(play({ type: "club", club: club(waiting) })));
});

test("a club that is not set up yet has nothing to show but that", () => {
  const early = { ...club(null), is_set_up: false };
  assert.ok(isClosed(play({ type: "club", club: early })));
  assert.ok(!isClosed(play({ type: "club", club: { ...early, member: club().member } })));
});

test("a link's secret is kept through the ways in, and no longer than until somebody is in", () => {
  const visitor = play(
    { type: "arrived", route: { name: "join" }, secret: "s" },
    { type: "club", club: club(null) },
    { type: "arrived", route: { name: "sign-in" }, secret: "" },
  );
  assert.equal(visitor.secret, "s");
  const inside = update(visitor, { type: "signed-in", member: club().member, at: 1 });
  assert.equal(inside.secret, "");
});

test("what a visitor was about to do waits through the ways in, and nowhere else", () => {
  const asked = play({ type: "errand", errand: { vote: 7 } });
  const joining = update(asked, { type: "arrived", route: { name: "join" } });
  assert.deepEqual(joining.errand, { vote: 7 });
  assert.equal(update(joining, { type: "arrived", route: { name: "vote" } }).errand, null);
});

test("nobody sees another's own link", () => {
  const shown = play(member, { type: "own-link", secret: "s" });
  assert.equal(shown.ownLink, "s");
  assert.equal(update(shown, { type: "signed-out", at: 1 }).ownLink, "");
  assert.equal(update(shown, { type: "signed-in", member: person(2), at: 1 }).ownLink, "");
});

test("what others did is said aloud, what has not changed is not", () => {
  const before = play(member, listed(1, proposal(7)));
  const after = update(before, listed(2, proposal(7, { votes: [2] })));
  assert.equal(after.spoken, "Film 7 now has 1 vote.");
  assert.equal(update(after, listed(3, proposal(7, { votes: [2] }))).spoken, after.spoken);
});

test("my own vote is not news when the list brings it", () => {
  const state = play(
    member,
    listed(1, proposal(7)),
    wished(7, true),
    confirmed(7, true, 1, 2),
    listed(3, proposal(7, { votes: [1] })),
  );
  assert.equal(state.spoken, "");
});

test("an answer that comes while a vote is taken back and given anew leaves the vote", () => {
  const state = play(
    member,
    listed(1, proposal(7)),
    wished(7, true),
    confirmed(7, true, 1, 2),
    wished(7, false),
    wished(7, true),
    listed(3, proposal(7, { votes: [1] })),
    confirmed(7, false, 0, 4),
  );
  assert.deepEqual(seen(state, 7), { count: 1, voters: [1] });
});

test("one member's votes are not shown as the next one's", () => {
  const other = { type: "club", club: club(person(2)) };
  const before = play(member, listed(1, proposal(7)), wished(7, true));
  assert.deepEqual(seen(update(before, other), 7), { count: 0, voters: [] });
  const late = play(member, listed(1, proposal(7)), other, confirmed(7, true, 1, 2));
  assert.deepEqual(seen(late, 7), { count: 0, voters: [] });
});

test("own proposals are counted from the list", () => {
  const others = proposal(2, { proposer: person(2) });
  assert.equal(ownCount(play(member, listed(1, proposal(1), others))), 1);
  assert.equal(ownCount(play({ type: "club", club: club(null) }, listed(1, proposal(1)))), 0);
});

test("a film is awaited until its text has come, and its poster for a moment more", () => {
  const now = Date.UTC(2026, 0, 1);
  const fresh = (age) => ({
    state: "fresh",
    cached_at: new Date(now - age).toISOString(),
    provider: "cinemeta",
  });
  const awaited = (film) => awaitedCount(play(member, listed(1, proposal(1, { film }))), now);
  assert.equal(awaited({ metadata: { state: "pending", cached_at: null, provider: null } }), 1);
  assert.equal(awaited({ metadata: fresh(5_000) }), 1);
  assert.equal(awaited({ metadata: fresh(5_000), poster: { id: "0".repeat(32) } }), 0);
  assert.equal(awaited({ metadata: fresh(60_000) }), 0);
  assert.equal(awaited({}), 0);
});

test("how the film data is is known while an admin looks, and through a failure", () => {
  const told = { providers: [{ in_flight: 2, waiting: 3 }] };
  const there = play({ type: "arrived", route: { name: "cache" } }, { type: "cached", told });
  assert.equal(awaitedCount(there), 5);
  const error = new Error("for a moment");
  const failed = update(there, { type: "not-cached", error });
  assert.deepEqual(failed.cache, { told, trouble: error });
  const gone = update(failed, { type: "arrived", route: { name: "vote" } });
  assert.equal(gone.cache, null);
  assert.equal(awaitedCount(gone), 0);
});

test("members are no admins, and visitors neither", () => {
  const as = (role) => play({ type: "club", club: { ...club(), member: role && { role } } });
  assert.deepEqual(
    ["admin", "member", null].map((role) => isAdmin(as(role))),
    [true, false, false],
  );
});

test("where somebody has left their seat nobody is taken for another who sits here", () => {
  const [ada, grace] = [{ ...person(1), role: "member", state: "active" }, person(2)];
  const both = { ...club(ada), seats: [person(1), grace] };
  const left = play({ type: "club", club: both }, { type: "signed-out", at: 1 });
  assert.equal(seatOf(left), NOBODY);
  assert.deepEqual(left.club.seats, [grace]);
  const told = { ...club({ ...ada, ...grace }), seats: [grace] };
  const asking = update(left, { type: "club", club: told });
  assert.equal(memberOf(asking), null);
  assert.ok(hasOthers(asking));
  const taken = update(asking, { type: "signed-in", member: { ...ada, ...grace }, at: 2 });
  assert.equal(seatOf(taken), 2);
  assert.ok(!hasOthers(taken));
});

test("what one member could undo is not for the next", () => {
  const run = () => {};
  const said = { id: 1, text: "Saved.", tone: "news", action: null };
  const undo = { id: 2, text: "Gone.", tone: "news", action: { label: "Undo", run } };
  const told = play({ type: "toast", toast: said }, { type: "toast", toast: undo });
  for (const step of [{ type: "signed-in", member: person(2) }, { type: "signed-out" }])
    assert.deepEqual(update(told, { ...step, at: 1 }).toasts, [said]);
});

test("where the last one has left whoever signs in elsewhere is welcome", () => {
  const left = play({ type: "club", club: club() }, { type: "signed-out", at: 1 });
  const alone = update(left, { type: "club", club: club(null) });
  assert.equal(seatOf(alone), ANYBODY);
});

test("an account is shown to its member alone", () => {
  const state = play({ type: "club", club: club() }, { type: "me", me: { id: 2 } });
  assert.equal(state.me, null);
});
