import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import "./support/english.js";
import { renewed } from "../../frontend/components/pages.js";
import { byDay, dayOf } from "../../frontend/views/activity/days.js";
import { sentenceOf } from "../../frontend/views/activity/sentence.js";
import { meant, withName } from "../../frontend/views/activity/whom.js";
import { loadWords } from "../../frontend/words/say.js";

await loadWords(["activity", "me"]);

const contract = readFileSync(new URL("../../openapi.yaml", import.meta.url), "utf8");

/** What the contract says may stand in a field. */
const listed = (name) =>
  new RegExp(`    ${name}:\\n(?:.*\\n)*?\\s+enum:\\s+\\[([^\\]]+)\\]`)
    .exec(contract)[1]
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);

const ada = { id: 2, name: "ada", color: "#b45309" };
const grace = { id: 3, name: "grace", color: "#b45309" };
const film = { id: 39, title: "Metropolis", year: 1927 };
const other = { id: 40, title: "M", year: 1931 };

/** What the server tells besides, by kind; of a kind with several sentences all of them. */
const PARAMS = {
  linked: [{ imdb_id: "tt0017136" }],
  joined: ["host", "set_up", "invitation", "sign_up"].flatMap((how) => [
    { how, invitation_id: null },
    { how, invitation_id: 4 },
  ]),
  invited: [{ invitation_id: 4 }, { invitation_id: null }],
  invitation_revoked: [{ invitation_id: 4 }],
  role: [{ role: "admin" }, { role: "member" }],
  limit: [{ proposal_limit: 0 }, { proposal_limit: 1 }, { proposal_limit: null }],
  signed_in: [{ user_agent: "curl/8" }, { user_agent: "a thing" }, { user_agent: null }],
  sessions_ended: [{ sessions: 1 }, { sessions: 2 }],
  token_made: [
    { token_id: 5, scope: "read" },
    { token_id: 5, scope: "write" },
  ],
  token_revoked: [{ token_id: 5 }],
  settings_changed: [{ settings: "name sign_up read_access proposal_limit language" }],
  settled: [
    { drawn_from: null, drawn: [] },
    { drawn_from: 1, drawn: [film] },
    { drawn_from: 2, drawn: [film, other] },
    { drawn_from: 40, drawn: [film, other] },
  ],
  list_brought: ["ratings", "watched", "watchlist"].map((list) => ({ films: 1, list })),
  club_list_brought: ["proposals", "screenings"].map((list) => ({ films: 2, list })),
  log_cleared: [{ entries: 0 }, { entries: 1 }],
};

const deed = (kind, more = {}) => ({
  id: 1,
  at: "2026-11-29T12:00:00Z",
  kind,
  area: "members",
  actor: ada,
  by_host: false,
  member: grace,
  proposal: film,
  other,
  screening: null,
  film: null,
  params: (PARAMS[kind] ?? [{}])[0],
  ...more,
});

const pen = { name: (name) => name, film: ({ title }) => title, title: ({ title }) => title };
const said = (entry, myId = 0) => sentenceOf(entry, myId, pen).join("");

/** Who did it to whom, and what is left of both and of the films. */
const PEOPLE = {
  other: {},
  own: { member: ada },
  "to nobody": { member: null },
  "a former member": { actor: null },
  "a former member's own": { actor: null, member: null },
  "the host": { actor: null, by_host: true },
  "the host to a former member": { actor: null, by_host: true, member: null },
  "a film that is gone": { proposal: null, other: null },
};

const isSentence = (text) => {
  assert.match(text, /^\S.*[^.]\.$/u);
  assert.doesNotMatch(text, /[{}]|undefined|null|\bdeed\.|\blog\.[a-z]| {2}|doesn’t know yet/);
};

for (const kind of listed("ActivityKind"))
  test(`the log has a sentence for ${kind}, whoever did it`, () => {
    for (const people of Object.values(PEOPLE))
      for (const params of PARAMS[kind] ?? [{}])
        for (const myId of [0, ada.id, grace.id])
          isSentence(said(deed(kind, { ...people, params }), myId));
  });

test("whoever did something is named, or said to be gone or the host", () => {
  for (const kind of listed("ActivityKind").filter((each) => !/^films_|^left$/.test(each))) {
    assert.match(said(deed(kind)), /^ada /);
    assert.match(said(deed(kind), ada.id), /^You /);
    assert.match(said(deed(kind, { actor: null })), /^A former member /);
    assert.match(said(deed(kind, { actor: null, by_host: true })), /^The host /);
  }
});

test("whom it was done to is named, and is you where it was you", () => {
  const kinds =
    "joined renamed color role limit admitted deactivated reactivated removed entry_made"
      .concat(" sessions_ended password_set password_removed token_made token_revoked withdrawn")
      .concat(" linked settled fell_through watched screening_changed screening_removed")
      .concat(" screening_restored")
      .split(" ");
  for (const kind of kinds) {
    assert.match(said(deed(kind)), / grace\b/, kind);
    assert.match(said(deed(kind), grace.id), / you\b/, kind);
  }
  for (const kind of kinds.filter((each) => !/^(admitted|(de|re)activated|removed)$/.test(each)))
    assert.doesNotMatch(said(deed(kind, { member: ada })), / ada\b/, kind);
});

test("what people did with films is told with their titles", () => {
  assert.equal(said(deed("voted")), "ada voted for Metropolis.");
  assert.equal(said(deed("unvoted"), ada.id), "You took back a vote for Metropolis.");
  assert.equal(said(deed("withdrawn", { member: ada })), "ada withdrew Metropolis.");
  assert.equal(
    said(deed("withdrawn"), grace.id),
    "ada withdrew Metropolis, which you had proposed.",
  );
  assert.equal(said(deed("voted", { proposal: null })), "ada voted for a film that’s gone.");
  assert.match(
    said(deed("films_joined", { by_host: true })),
    /^Metropolis and M are the same film/,
  );
});

test("what the club has watched, and what somebody knows, is told with its title", () => {
  const gone = { proposal: null, other: null };
  assert.equal(said(deed("rated", { ...gone, screening: film })), "ada rated Metropolis.");
  assert.equal(said(deed("seen", { ...gone, film: other })), "ada marked M as seen.");
  assert.equal(said(deed("settled", { member: null })), "ada chose Metropolis for tonight.");
  assert.equal(
    said(deed("settled"), grace.id),
    "ada chose Metropolis (proposed by you) for tonight.",
  );
  const [, alone, two, many] = PARAMS.settled.map((params) =>
    said(deed("settled", { member: ada, params })),
  );
  assert.equal(alone, "ada drew Metropolis for tonight. No other film had as many votes.");
  assert.equal(two, "ada drew Metropolis for tonight, from Metropolis and M.");
  assert.match(many, /, from Metropolis, M and 38 more\.$/);
});

test("what kinds tell besides is in their sentences", () => {
  const [, , , , invited] = PARAMS.joined.map((params) => said(deed("joined", { params })));
  assert.equal(invited, "ada joined with an invitation.");
  assert.match(said(deed("invited")), /an invitation \(no\.\u00a04\)\.$/);
  assert.match(said(deed("linked")), /tt0017136/);
  assert.match(said(deed("role")), /made grace an admin/);
  assert.match(said(deed("limit", { params: { proposal_limit: 1 } })), /have 1 film up/);
  assert.match(said(deed("limit", { params: { proposal_limit: null } })), /the club’s limit\.$/);
  assert.match(said(deed("settings_changed")), /: its name, who can join, /);
  assert.match(
    said(deed("settings_changed", { params: { settings: "film_nights" } })),
    /film nights/,
  );
  assert.match(
    said(deed("log_cleared", { params: { entries: 12 } })),
    /cleared the log of 12 entries/,
  );
});

test("a kind that a newer server has is said to be one", () => {
  assert.match(said(deed("danced")), /^ada did something that this page doesn’t know yet\./);
});

test("every area of the contract has its entry among what can be shown", async () => {
  const { texts } = await import("../../frontend/words/en/activity.js");
  for (const area of listed("ActivityArea")) assert.ok(`log.${area}` in texts, area);
});

test("entries stand under the day on which they happened", () => {
  const at = (day, hour) => new Date(2026, 10, day, hour).toISOString();
  const entries = [at(29, 12), at(29, 1), at(28, 23), at(20, 9)].map((each, id) => ({
    id,
    at: each,
  }));
  const now = new Date(2026, 10, 29, 13).getTime();
  const days = byDay(entries);
  assert.deepEqual(
    days.map(({ deeds }) => deeds.map(({ id }) => id)),
    [[0, 1], [2], [3]],
  );
  assert.deepEqual(
    days.map(({ iso }) => dayOf(iso, now)),
    ["Today", "Yesterday", "Friday, 20 November"],
  );
});

test("a member is meant by their name, or by a part that fits nobody else", () => {
  const members = [ada, grace, { ...ada, id: 9, name: "Gracelyn" }];
  assert.deepEqual(withName(members, "GRA"), members.slice(1));
  assert.equal(meant(withName(members, "Grace"), "Grace"), grace);
  assert.equal(meant(withName(members, "gra"), "gra"), null);
  assert.equal(meant(withName(members, "ad"), "ad"), ada);
  assert.equal(meant([], "zoe"), null);
});

test("a log that is read again keeps what was read on, but for what is gone", () => {
  const items = (...ids) => ids.map((id) => ({ id }));
  const ids = (pages) => pages.items.map(({ id }) => id);
  const read = { items: items(9, 8, 7, 6, 5, 4), next: "more" };
  const grown = renewed(read, { items: items(10, 9, 8), next: "page two" });
  assert.deepEqual([ids(grown), grown.next], [[10, 9, 8, 7, 6, 5, 4], "more"]);
  const cleared = renewed(read, { items: items(11, 5), next: null });
  assert.deepEqual([ids(cleared), cleared.next], [[11, 5], null]);
  const busy = renewed(read, { items: items(30, 29, 28), next: "27" });
  assert.deepEqual([ids(busy), busy.next], [[30, 29, 28], "27"]);
});
