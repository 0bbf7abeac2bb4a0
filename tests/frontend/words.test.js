import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import "./support/english.js";
import { ApiError } from "../../frontend/api.js";
import { because, explain, loadRest, oneLine, standing } from "../../frontend/errors.js";
import { about } from "../../frontend/flaws.js";
import { clock } from "../../frontend/times.js";
import { withdrawal } from "../../frontend/views/film/actions.js";
import { hitRemark } from "../../frontend/views/propose/remark.js";
import { elsewhere } from "../../frontend/views/sign_in/elsewhere.js";
import { loadWords, partsOf, say, sayApart } from "../../frontend/words/say.js";

await loadRest();
await loadWords(["film", "propose", "sign_in"]);

const root = new URL("../../", import.meta.url);

/** What the server can answer, by the contract and by its own table. */
function slugs() {
  const contract = readFileSync(new URL("openapi.yaml", root), "utf8");
  const [, listed] = /ProblemSlug:\n(?:.*\n)*? +enum:\n((?: +- .*\n)+)/.exec(contract);
  const table = readFileSync(new URL("api/http/call/problem.c", root), "utf8");
  return {
    contract: [...listed.matchAll(/- (\S+)/g)].map(([, slug]) => slug),
    table: [...table.matchAll(/\{\s*"([a-z-]+)",\s*\d{3},/g)].map(([, slug]) => slug),
  };
}

test("every problem that the server can answer has a sentence of its own", () => {
  const { contract, table } = slugs();
  assert.deepEqual([...contract].sort(), [...table].sort());
  const errors = [{ in: "body", pointer: "/title", detail: "is empty" }];
  const said = ["no-such-problem", "offline", "unreachable", "cookie-not-kept", ...contract].map(
    (slug) => explain(new ApiError(slug, { errors, params: { count: 3, limit: 3 } })).title,
  );
  for (const title of said) assert.match(title, /^[A-Z][^\n]*[^.]\.$/);
  assert.equal(new Set(said).size, said.length, said.join("\n"));
});

test("a refusal as cross-site says what the operator has to set", () => {
  globalThis.location = { origin: "http://nas.local:8080" };
  const said = oneLine(new ApiError("cross-site-request"));
  const params = { public_url: "http://films.lan" };
  const known = oneLine(new ApiError("cross-site-request", { params }));
  delete globalThis.location;
  assert.match(known, /Open http:\/\/films\.lan instead, or ask/);
  assert.match(said, /set MARQUEE_PUBLIC_URL to http:\/\/nas\.local:8080 and restart/);
});

test("what the server says about a field becomes a sentence", () => {
  const error = new ApiError("invalid-request", {
    errors: [
      { pointer: "/password", code: "easy_to_guess", params: {}, detail: "is too easy" },
      { pointer: "/current_password", code: "wrong_password", params: {}, detail: "is not it" },
      { in: "body", pointer: "/other", detail: "must be there" },
    ],
  });
  assert.equal(about(error, "/password"), "That password is too easy to guess. Make it longer.");
  assert.equal(about(error, "/current_password"), "That isn’t your password.");
  assert.equal(about(error, "/name"), null);
  assert.equal(
    oneLine(error),
    "That password is too easy to guess. Make it longer. That isn’t your password. Something here must be there.",
  );
});

test("a flaw is told by its code and its values, one that is new in the server's words", () => {
  const say = (code, params, detail = "must be otherwise") =>
    oneLine(
      new ApiError("invalid-request", { errors: [{ pointer: "/title", code, params, detail }] }),
    );
  assert.equal(say("too_long", { max: 300 }), "That title must have at most 300 characters.");
  assert.equal(say("taken", {}), "That title is taken.");
  assert.equal(say("something_new", { depth: 3 }), "That title must be otherwise.");
});

test("what has not come about is said with its reason", () => {
  const outcome = "your vote for Charade wasn’t saved";
  assert.equal(
    because(new ApiError("offline"), outcome),
    "You’re offline, so your vote for Charade wasn’t saved.",
  );
  assert.equal(
    because(new ApiError("busy"), outcome),
    "The server is busy right now, so your vote for Charade wasn’t saved. Try again in a moment.",
  );
});

test("a club with an https address is entered there, or where browsers trust the address", () => {
  const at = (pathname, isSecureContext) => ({ isSecureContext, location: { pathname } });
  const secure = "https://films.example.org";
  assert.equal(elsewhere(null, at("/", false)), null);
  assert.equal(elsewhere("http://films.lan", at("/", false)), null);
  assert.equal(elsewhere(secure, at("/", true)), null);
  assert.deepEqual(elsewhere(secure, at("/proposals/7", false)).action, {
    label: "Go to films.example.org",
    href: "https://films.example.org/proposals/7",
  });
});

const NOW = new Date(2026, 10, 20, 21, 30).getTime();
const evening = (...day) => new Date(...day, 20).toISOString();
const hit = { title: "Charade", state: "new", proposal_id: null, watched_at: null };

test("a hit says nothing of a film that is new to the club", () => {
  assert.equal(hitRemark(hit, NOW), "");
});

test("a hit says when the club watched it", () => {
  const watched = (...day) => ({ ...hit, state: "watched", watched_at: evening(...day) });
  assert.equal(hitRemark(watched(2026, 2, 12), NOW), "Watched on 12 March");
  assert.equal(hitRemark(watched(2024, 2, 12), NOW), "Watched on 12 March 2024");
  assert.equal(hitRemark(watched(2026, 10, 19), NOW), "Watched yesterday");
});

test("a hit that is up for a vote says that, watched before or not", () => {
  const open = { ...hit, state: "open", proposal_id: 7 };
  assert.equal(hitRemark(open, NOW), "Already up for a vote");
  assert.equal(
    hitRemark({ ...open, watched_at: evening(2026, 2, 12) }, NOW),
    "Already up for a vote",
  );
});

test("a hit without a title can be proposed all the same, by whoever may propose", () => {
  const unknown = { ...hit, title: null };
  assert.equal(hitRemark(unknown, NOW), "No details found yet. Propose it anyway?");
  assert.equal(hitRemark(unknown, NOW, false), "No details found yet.");
});

test("a list that is not fresh says since when, and why", () => {
  const now = Date.UTC(2026, 5, 3, 18, 0);
  const offline = { trouble: new ApiError("offline"), open: [] };
  const at = (hours) => clock(new Date(now - hours * 3_600_000).toISOString(), now);
  assert.match(standing({ ...offline, saved: at(1) }), /^Saved at \d\d:\d\d\. You’re offline\.$/);
  assert.match(standing({ ...offline, saved: at(48) }), /^Saved on 1 June at \d\d:\d\d\. /);
  assert.equal(
    standing({ ...offline, saved: null }),
    "You’re offline. This page catches up once you’re back online.",
  );
  assert.equal(oneLine(offline.trouble), "You’re offline. Try again once you’re back online.");
  assert.equal(standing({ ...offline, open: null, saved: null }), null);
  assert.equal(standing({ trouble: null, open: [], saved: at(1) }), null);
});

test("only votes that are there go with a film that is withdrawn", () => {
  assert.deepEqual(
    [0, 1, 2].map((votes) => withdrawal("it", votes)),
    [
      "Take it off the list?",
      "Take it off the list? Its vote goes with it.",
      "Take it off the list? Its votes go with it.",
    ],
  );
});

test("names and titles are told from the sentence around them", () => {
  const [before, title, after] = partsOf(sayApart("film.gone", { title: "שלום!" }));
  assert.deepEqual([before, title], ["", "שלום!"]);
  assert.equal(title + after, say("film.gone", { title: "שלום!" }));
});
