// The page and the API through nginx, with the configuration of the image in front of a real demo.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Server, PASSWORD, tokens } from "../browser/support/server.mjs";
import { root } from "./support/dockerfile.mjs";
import { Listening } from "./support/listening.mjs";
import { startNginx } from "./support/nginx.mjs";

const PUBLIC = "https://films.example.org";
/** ms: the second of a server that is told so, the 5 s that nginx then reads on, and a slow machine. */
const PATIENCE = 12_000;
let server, nginx;

before(async () => {
  server = await new Server({
    env: { MARQUEE_TRUSTED_PROXIES: "127.0.0.1", MARQUEE_PUBLIC_URL: PUBLIC },
  }).start();
  nginx = await startNginx(new URL(server.url).host);
});
after(async () => {
  await nginx?.stop();
  await server?.stop();
});

/** One request as it is on the wire: nothing is added, followed or decompressed. */
function ask(path, { method = "GET", headers = {}, body, base = nginx.url, from } = {}) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    const where = { hostname, port, path, localAddress: from };
    const sent = request({ ...where, method, headers }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** The same as a browser at the public address would, through a proxy with https. */
const visit = (path, { headers, ...rest } = {}) =>
  ask(path, {
    ...rest,
    headers: {
      host: new URL(PUBLIC).host,
      "x-forwarded-proto": "https",
      origin: PUBLIC,
      ...headers,
    },
  });
const json = { "content-type": "application/json" };
const security = [
  "content-security-policy",
  "x-content-type-options",
  "referrer-policy",
  "cross-origin-resource-policy",
  "cross-origin-opener-policy",
  "cache-control",
  "content-type",
];
const pick = ({ headers }) => Object.fromEntries(security.map((name) => [name, headers[name]]));

for (const path of [
  "/",
  "/index.html",
  "/main.js",
  "/sw.js",
  "/views/vote/view.js",
  "/views/vote/card.css",
  "/favicon.svg",
  "/logos/tmdb.svg",
  "/preview.png",
  "/icons/apple-touch.png",
  "/manifest.webmanifest",
  "/fonts/limelight-5.3.0-latin.woff2",
  "/proposals/7",
  "/sign-in",
  "/nothing",
  "/proposals/seven",
])
  test(`${path} has the headers that the server would send`, async () => {
    const [ours, theirs] = [await ask(path), await ask(path, { base: server.url })];
    assert.equal(ours.status, theirs.status);
    assert.deepEqual(pick(ours), pick(theirs));
  });

test("an address that is none is the page, and 404", async () => {
  const { status, body } = await ask("/nothing");
  assert.equal(status, 404);
  assert.match(String(body), /<!doctype html>/);
});

test("the document and the manifest are the server's, with the club's name", async () => {
  for (const path of ["/", "/index.html", "/proposals/7", "/nothing", "/manifest.webmanifest"]) {
    const [ours, theirs] = [await ask(path), await ask(path, { base: server.url })];
    assert.deepEqual(ours.body, theirs.body);
    assert.equal(ours.headers.etag, theirs.headers.etag);
    assert.match(String(ours.body), /Friday Film Club/);
  }
  assert.match(String((await ask("/")).body), new RegExp(`content="${PUBLIC}/preview.png"`));
});

test("an unchanged document is not sent again, and HEAD has its headers alone", async () => {
  const { headers } = await ask("/me");
  const again = await ask("/me", { headers: { "if-none-match": headers.etag } });
  assert.equal(again.status, 304);
  const head = await ask("/me", { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.equal(head.body.length, 0);
  const packed = await ask("/me", { headers: { "accept-encoding": "gzip" } });
  assert.equal(packed.headers["content-encoding"], "gzip");
});

test("files are as small as the server sends them", async () => {
  const headers = { "accept-encoding": "gzip" };
  for (const path of ["/main.js", "/main.css", "/old.js", "/views/film/view.js", "/dom.js"]) {
    const theirs = await ask(path, { base: server.url });
    assert.deepEqual((await ask(path)).body, theirs.body, path);
    const packed = await ask(path, { headers });
    if (theirs.body.length <= 500) continue; // it saves nothing there
    assert.deepEqual(packed.body, (await ask(path, { headers, base: server.url })).body, path);
  }
});

test("an address without a dot is the page, a file that is not there is none", async () => {
  assert.match(String((await ask("/proposals/7")).body), /<!doctype html>/);
  for (const path of [
    "/nothing.js",
    "/views/nothing.css",
    "/docs/index.html",
    "/nginx/nginx.conf",
  ]) {
    const { status, headers } = await ask(path);
    assert.equal(status, 404, path);
    assert.match(headers["content-security-policy"], /default-src 'none'/);
  }
});

test("nothing outside the page is a file", async () => {
  for (const path of ["/../../etc/marquee/nginx.conf", "/%2e%2e/%2e%2e/etc/passwd", "/main.js%00"])
    assert.notEqual((await ask(path)).status, 200, path);
});

test("text is compressed for who takes it, fonts are not", async () => {
  const headers = { "accept-encoding": "gzip" };
  const [plain, packed] = [await ask("/main.js"), await ask("/main.js", { headers })];
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.equal(packed.headers["content-encoding"], "gzip");
  assert.ok(packed.body.length < plain.body.length / 1.5);
  assert.match(packed.headers.vary, /Accept-Encoding/);
  const font = await ask("/fonts/limelight-5.3.0-latin.woff2", { headers });
  assert.equal(font.headers["content-encoding"], undefined);
});

test("an unchanged file is not sent again", async () => {
  const { headers } = await ask("/main.js");
  const again = await ask("/main.js", { headers: { "if-none-match": headers.etag } });
  assert.equal(again.status, 304);
  assert.equal(again.body.length, 0);
});

test("an API answer goes through as it is: entity tag, 304, gzip, security", async () => {
  const path = "/api/v1/proposals?limit=100";
  const [ours, theirs] = [await ask(path), await ask(path, { base: server.url })];
  assert.equal(ours.status, 200);
  assert.deepEqual(ours.body, theirs.body);
  assert.deepEqual(pick(ours), pick(theirs));
  assert.equal(ours.headers.etag, theirs.headers.etag);
  const tag = { "if-none-match": ours.headers.etag };
  assert.equal((await ask(path, { headers: tag })).status, 304);
  const packed = await ask(path, { headers: { "accept-encoding": "gzip" } });
  assert.equal(packed.headers["content-encoding"], "gzip");
  assert.match(packed.headers.etag, /-gz"$/);
});

test("a poster may be kept for ever", async () => {
  const page = JSON.parse((await ask("/api/v1/proposals?limit=100")).body);
  const { poster } = page.items.find((item) => item.film.poster).film;
  const { status, headers } = await ask(poster.url.replace(/\d+$/, poster.width));
  assert.equal(status, 200);
  assert.equal(headers["content-type"], "image/webp");
  assert.match(headers["cache-control"], /immutable/);
});

async function signIn(headers = {}, name = "ada", password = PASSWORD) {
  const body = JSON.stringify({ name, password });
  return visit("/api/v1/sessions", { method: "POST", headers: { ...json, ...headers }, body });
}

test("signing in and voting works from the public address, and from no other site", async () => {
  const answer = await signIn();
  assert.equal(answer.status, 201);
  const set = answer.headers["set-cookie"].at(-1);
  assert.match(set, /^__Host-marquee-[0-9a-f]{8}=.*; Secure/);
  const cookie = set.split(";")[0];
  const { id } = await server.proposal("Metropolis");
  const vote = (headers) => visit(`/api/v1/votes/${id}`, { method: "PUT", headers });
  assert.equal((await vote({ cookie })).status, 200);
  assert.equal((await vote({ cookie, origin: "https://evil.example" })).status, 403);
  assert.equal((await signIn({ origin: "https://evil.example" })).status, 403);
});

test("a token works without any of that", async () => {
  const headers = { authorization: `Bearer ${tokens.ada}` };
  const { status, body } = await ask("/api/v1/members/me", { headers });
  assert.equal(status, 200);
  assert.equal(JSON.parse(body).name, "ada");
});

test("each client is its own address: one that guesses keeps nobody else out", async () => {
  const from = (address) => ({ "x-forwarded-for": address });
  /* All at once: on a busy machine one after the other takes long enough for more to be allowed. */
  const guesses = await Promise.all(
    Array.from({ length: 12 }, (_, i) => signIn(from("203.0.113.9"), `nobody ${i}`, "a wrong one")),
  );
  const statuses = new Set(guesses.map((guess) => guess.status));
  assert.deepEqual([...statuses].sort(), [401, 429]);
  assert.equal((await signIn(from("203.0.113.10"))).status, 201);
  assert.match(nginx.log(), /^203\.0\.113\.9 /m);
});

const headers = { ...json, authorization: `Bearer ${tokens.ada}` };
for (const [size, who] of [
  [100_000, "the API"],
  [1_000_000, "nginx"],
])
  test(`a body of ${size} bytes is refused by ${who}, as a problem`, async () => {
    const body = JSON.stringify({ title: "x".repeat(size) });
    const answer = await ask("/api/v1/proposals", { method: "POST", headers, body });
    assert.equal(answer.status, 413);
    assert.equal(answer.headers["content-type"], "application/problem+json");
    assert.equal(answer.headers["x-content-type-options"], "nosniff");
    const problem = JSON.parse(answer.body);
    assert.equal(problem.type, "/api/v1/problems/body-too-large");
    assert.deepEqual(problem.params, { max: 65536 });
    assert.equal(problem.request_id, answer.headers["x-request-id"]);
    assert.equal(answer.headers["retry-after"], undefined);
  });

/** Sends a request whose body never ends; `ended`: what came back until nginx hung up in time. */
function begin(base, { from = "203.0.113.20", drip } = {}) {
  const { hostname: host, port } = new URL(base);
  const socket = connect({ host, port, signal: AbortSignal.timeout(PATIENCE) });
  const head = [
    "POST /api/v1/proposals HTTP/1.1",
    "Host: films.example.org",
    `Authorization: Bearer ${tokens.ada}`,
    "Content-Type: application/json",
    "Content-Length: 1000",
    `X-Forwarded-For: ${from}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n{`);
  const dripping = drip && setInterval(() => socket.write(" "), drip);
  const ended = new Promise((resolve) => {
    let said = "";
    let inTime = true;
    socket.on("data", (bytes) => (said += bytes));
    socket.on("error", ({ name }) => (inTime = name !== "AbortError"));
    socket.on("close", () => {
      clearInterval(dripping);
      resolve({ said, inTime });
    });
  });
  return { socket, ended };
}

test("a body that drips has the server's time to arrive, and no more", async () => {
  const impatient = await new Server({ env: { MARQUEE_RECEIVE_TIMEOUT: "1s" } }).start();
  const front = await startNginx(new URL(impatient.url).host);
  try {
    const { said, inTime } = await begin(front.url, { drip: 100 }).ended;
    assert.match(said, /^HTTP\/1\.1 503 /);
    assert.match(said, /application\/problem\+json/);
    assert.ok(inTime);
  } finally {
    await front.stop();
    await impatient.stop();
  }
});

test("one client's unfinished requests leave connections for others", async () => {
  const unfinished = Array.from({ length: 101 }, () => begin(nginx.url));
  const refused = await Promise.race(unfinished.map(({ ended }) => ended));
  assert.match(refused.said, /^HTTP\/1\.1 503 .*"type":"\/api\/v1\/problems\/busy"/s);
  const other = await ask("/api/v1/club", { headers: { "x-forwarded-for": "203.0.113.21" } });
  assert.equal(other.status, 200);
  for (const { socket } of unfinished) socket.destroy();
});

test("one client's streams leave its own requests connections, too", async () => {
  const from = "127.0.0.9";
  const listen = () =>
    Listening.open({ port: nginx.port, version: 1 }, { token: tokens.ada, from });
  const streams = await Promise.all(Array.from({ length: 101 }, listen));
  assert.ok(streams.every(({ status }) => status === 200));
  assert.equal((await ask("/api/v1/club", { from })).status, 200);
  for (const stream of streams) stream.close();
});

test("without https no proxy is in front, and what a client forwards counts for nothing", async () => {
  const open = await startNginx(new URL(server.url).host, {
    MARQUEE_PUBLIC_URL: "http://films.lan",
  });
  const wrong = (from, base) =>
    ask("/api/v1/invitations/lookup", {
      method: "POST",
      headers: { ...json, "x-forwarded-for": from },
      body: JSON.stringify({ secret: "x" }),
      base,
    });
  try {
    for (let i = 0; i < 10; i++) await wrong(`203.0.113.${i}`, open.url);
    assert.equal((await wrong("203.0.113.99", open.url)).status, 429);
    assert.equal((await wrong("203.0.113.99", nginx.url)).status, 404);
  } finally {
    await open.stop();
  }
});

test("heads in which the server cannot see what is wrong are refused by nginx", async () => {
  const { hostname, port } = new URL(nginx.url);
  for (const head of [
    "GET /api/v1/club HTTP/1.1\r\nHost: a\r\nX: b\0\n\r\n",
    "GET /api/v1/club HTTP/1.1\r\nHost: a\n:\r\n\r\n",
    "GET /api/v1/club HTTP/1.1\r\nHost: a\r\nX: b\n\0\0\n\r\n",
    "\0\r\nGET /api/v1/club HTTP/1.1\r\nHost: a\r\n\r\n",
  ]) {
    let said = "";
    for await (const bytes of connect(port, hostname).end(head)) said += bytes;
    assert.match(said, /^HTTP\/1\.1 400 /, JSON.stringify(head));
  }
});

test("what the API refuses, it refuses through nginx", async () => {
  assert.equal((await ask("/api/v1/nothing")).status, 404);
  assert.equal((await ask("/api/v1/proposals", { method: "PATCH" })).status, 405);
  assert.equal((await ask("/main.js", { method: "POST" })).status, 405);
  assert.equal((await ask("/problems/away")).status, 404);
});

test("the health check of the image says whether nginx answers", () => {
  const check = (port) => spawnSync("bash", [nginx.health, port]).status;
  assert.equal(check(nginx.port), 0);
  assert.equal(check(1), 1);
});

test("while the server is away the page stays, and the API is a problem", async () => {
  const before = {};
  const paths = [
    "/",
    "/proposals/7",
    "/nothing",
    "/index.html",
    "/manifest.webmanifest",
    "/main.js",
  ];
  for (const path of paths) before[path] = pick(await ask(path));
  await server.halt();
  for (const path of ["/api/v1/club", "/api/v1/events"]) {
    const { status, headers: received, body } = await ask(path);
    assert.equal(status, 503);
    assert.equal(received["content-type"], "application/problem+json");
    assert.equal(received["retry-after"], "5");
    assert.equal(JSON.parse(body).type, "/api/v1/problems/busy");
  }
  for (const [path, expected] of [
    ["/", 200],
    ["/proposals/7", 200],
    ["/nothing", 200],
    ["/index.html", 200],
    ["/manifest.webmanifest", 200],
    ["/main.js", 200],
  ]) {
    const answer = await ask(path);
    assert.equal(answer.status, expected, path);
    assert.deepEqual(pick(answer), before[path], path);
  }
  const plain = readFileSync(join(root, "frontend/index.html"));
  assert.deepEqual((await ask("/proposals/7")).body, plain);
  assert.doesNotMatch(nginx.log(), /\[(emerg|alert|crit)\]/);
});
