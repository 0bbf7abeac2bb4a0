import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./support/english.js";
import * as api from "../../frontend/api.js";
import * as calls from "../../frontend/calls.js";
import { ApiError } from "../../frontend/api.js";
import { explain, loadRest, oneLine } from "../../frontend/errors.js";
import { proposal } from "./support/proposals.js";
import { problem, scriptedFetch, turns } from "./support/server.js";

await loadRest();

let asked;
beforeEach(() => {
  asked = scriptedFetch();
  api.forget();
});

async function refusal(promise, reply) {
  const outcome = promise.catch((error) => error);
  reply(asked.at(-1));
  const error = await outcome;
  assert.ok(error instanceof ApiError);
  return error;
}

test("a problem document becomes an error that knows its parts", async () => {
  const errors = [{ in: "body", pointer: "/title", detail: "is too long" }];
  const error = await refusal(calls.propose({ title: "x", year: null }), (request) =>
    request.answer(400, problem("invalid-request", 400, { errors })),
  );
  assert.equal(error.slug, "invalid-request");
  assert.equal(error.requestId, "r-1");
});

test("half an emoji is sent as a character that stands for it", async () => {
  const sent = [
    calls.searchFilms("Amélie \ud83c", new AbortController().signal),
    calls.propose({ title: "\udf4c \ud83c\udf4c", year: null }),
  ];
  for (const request of asked) request.answer(200, {});
  await Promise.all(sent);
  assert.equal(asked[0].path, `/films/search?q=${encodeURIComponent("Amélie \ufffd")}`);
  assert.deepEqual(asked[1].body, { title: "\ufffd \ud83c\udf4c", year: null });
});

test("Retry-After becomes a wait", async () => {
  const error = await refusal(calls.signIn("ada", "x"), (request) =>
    request.answer(429, problem("too-many-attempts", 429), { "Retry-After": "90" }),
  );
  assert.equal(error.retryAfter, 90);
  assert.equal(oneLine(error), "Too many tries. Wait 2 minutes, then try again.");
});

test("a proxy's error page is the server's mistake, with the id from the header", async () => {
  const error = await refusal(api.club(), (request) =>
    request.answer(502, undefined, { "Content-Type": "text/html", "X-Request-Id": "r-9" }),
  );
  assert.equal(error.slug, "internal");
  assert.match(explain(error).next, /r-9/);
});

test("no answer at all is a server that cannot be reached", async () => {
  const error = await refusal(api.club(), (request) => request.fail());
  assert.equal(error.slug, "unreachable");
});

test("without a network the reader is offline", async () => {
  const request = api.club();
  Object.defineProperty(navigator, "onLine", { value: false, configurable: true });
  const error = await refusal(request, (each) => each.fail());
  assert.equal(error.slug, "offline");
});

test("a request that was given up is not an error of the server", async () => {
  const control = new AbortController();
  const outcome = calls.searchFilms("x", control.signal).catch((error) => error);
  control.abort();
  assert.ok(!((await outcome) instanceof ApiError));
});

test("the list is asked for with the ETag of the last answer", async () => {
  const first = api.openProposals();
  asked[0].answer(200, { items: [proposal(1)], next: null }, { ETag: '"a"' });
  const items = await first;
  const second = api.openProposals();
  assert.equal(asked[1].headers["If-None-Match"], '"a"');
  asked[1].answer(304);
  assert.equal(await second, items);
});

test("all pages of the list are loaded", async () => {
  const list = api.openProposals();
  asked[0].answer(200, { items: [proposal(1)], next: "c/1" });
  await turns();
  assert.equal(asked[1].path, "/proposals?sort=newest&limit=100&cursor=c%2F1");
  asked[1].answer(200, { items: [proposal(2)], next: null });
  assert.deepEqual(
    (await list).items.map(({ id }) => id),
    [1, 2],
  );
});

test("a page that changed is not lost when the next one cannot be read", async () => {
  const vote = (votes) => ({ ...proposal(1), vote_count: votes });
  const all = async (replies) => {
    const list = api.openProposals().catch(() => null);
    for (const reply of replies) {
      asked.at(-1).answer(...reply);
      await turns();
    }
    return list;
  };
  const second = [200, { items: [proposal(2)], next: null }, { ETag: '"b"' }];
  await all([[200, { items: [vote(0)], next: "c" }, { ETag: '"a"' }], second]);
  const broken = [500, {}];
  assert.equal(await all([[200, { items: [vote(1)], next: "c" }, { ETag: '"a2"' }], broken]), null);
  const { items } = await all([[304], [304]]);
  assert.equal(items[0].vote_count, 1);
});

test("every problem that a reader can run into has a sentence of its own", () => {
  const params = { limit: 10, count: 10, proposal_id: 7, status: "withdrawn", retry_after: 30 };
  const told = ["unauthenticated", "sign-in-failed", "forbidden", "not-found", "already-open"]
    .concat(["proposal-limit", "proposal-not-open", "already-linked", "last-admin", "name-taken"])
    .concat(["not-admitted", "deactivated", "needs-password", "no-way-back"])
    .concat(["too-many-attempts", "busy", "storage-full", "offline", "unreachable"]);
  const sentences = told.map((slug) => oneLine(new ApiError(slug, { params })));
  assert.equal(new Set(sentences).size, told.length);
  for (const sentence of sentences) {
    assert.match(sentence, /^[A-Z].*\.$/);
    assert.doesNotMatch(sentence, /undefined|NaN|mistake/);
  }
});

test("a limit that is reached names itself", () => {
  const error = new ApiError("proposal-limit", { params: { limit: 10, count: 10 } });
  assert.match(oneLine(error), /^You’ve proposed 10 of 10 films\. Withdraw one/);
});

test("a question that nobody answers ends after a while, without AbortSignal.any and timeout", async (t) => {
  const { any, timeout } = AbortSignal;
  AbortSignal.any = AbortSignal.timeout = undefined;
  t.after(() => Object.assign(AbortSignal, { any, timeout }));
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const outcome = calls.searchFilms("x", new AbortController().signal).catch((error) => error);
  t.mock.timers.tick(10_000);
  assert.equal((await outcome).slug, "unreachable");
});
