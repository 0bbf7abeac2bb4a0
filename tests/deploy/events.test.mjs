// GET /events through what a host puts in front: the nginx of the image, and Debian's nginx, HAProxy
// and Caddy as the documents say. Each compresses what it can.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "../browser/support/server.mjs";
import { Listening } from "./support/listening.mjs";
import { startNginx } from "./support/nginx.mjs";
import { startProxy } from "./support/proxies.mjs";

/** Streams at a time, on this server. */
const MOST = 12;
/** ms: a beat comes after 15 s, and the machine is slow. */
const BEAT = 40_000;
const patient = { timeout: 2 * BEAT };
let server, token, proposal;
/** What runs in front of it, by name. */
const fronts = {};

/**
 * Each way to it. `gzip`: the proxy compresses although it's asked not to. `isBlind`: while it answers
 * it reads nothing, so it notices that a client left when it has written to them twice.
 */
const ways = {
  "the image's nginx": { front: "image", version: 1 },
  "nginx, HTTP/1.1": { front: "nginx", version: 1, gzip: true },
  "nginx, HTTP/2": { front: "nginx", version: 2, gzip: true },
  "nginx in front of the image's, HTTP/2": { front: "twice", version: 2, gzip: true },
  "HAProxy, HTTP/1.1": { front: "haproxy", version: 1, isBlind: true },
  "HAProxy, HTTP/2": { front: "haproxy", version: 2 },
  "Caddy, HTTP/1.1": { front: "caddy", version: 1 },
  "Caddy, HTTP/2": { front: "caddy", version: 2 },
};

before(async () => {
  server = new Server({
    demo: false,
    env: {
      MARQUEE_PUBLIC_URL: "https://films.example.org",
      MARQUEE_TRUSTED_PROXIES: "127.0.0.1",
      MARQUEE_MAX_CONNECTIONS: String(MOST),
    },
  });
  token = server.addMember("ada", { admin: true });
  await server.start();
  const body = { imdb_id: "tt0017136" };
  proposal = (await server.call("POST", "/proposals", { token, body })).body.id;
  const { host } = new URL(server.url);
  fronts.image = await startNginx(host);
  const behind = { twice: ["nginx", new URL(fronts.image.url).host] };
  for (const name of ["nginx", "haproxy", "caddy"]) behind[name] = [name, host];
  await Promise.all(
    Object.entries(behind).map(async ([name, words]) => {
      fronts[name] = await startProxy(...words);
    }),
  );
});
after(async () => {
  await Promise.all(Object.values(fronts).map((front) => front.stop()));
  await server?.stop();
});

const listen = ({ front, version }, who = {}) =>
  Listening.open({ ...fronts[front], version }, { token, ...who });

const vote = () => server.call("PUT", `/votes/${proposal}`, { token });
const unvote = () => server.call("DELETE", `/votes/${proposal}`, { token });

async function countStreams() {
  const headers = { authorization: `Bearer ${token}` };
  const metrics = await (await fetch(`${server.url}/api/v1/metrics`, { headers })).text();
  return Number(/^marquee_event_streams_open (\d+)$/m.exec(metrics)[1]);
}

/** They leave, and nobody but `others` is left at the server. */
async function leave(streams, { isBlind = false } = {}, others = 0) {
  for (const each of streams) each.close();
  while ((await countStreams()) !== others) {
    if (!isBlind) await new Promise((resolve) => setTimeout(resolve, 20));
    else await vote().then(unvote);
  }
}

for (const [name, way] of Object.entries(ways)) {
  test(`${name}: the stream begins at once, as the server sends it`, patient, async () => {
    const { headers } = await fetch(`${server.url}/api/v1/events`, {
      method: "HEAD",
      headers: { authorization: `Bearer ${token}` },
    });
    const listening = await listen(way);
    assert.equal(listening.status, 200);
    assert.match(listening.headers["content-type"], /^text\/event-stream\b/);
    for (const field of ["cache-control", "content-security-policy", "x-content-type-options"])
      assert.equal(listening.headers[field], headers.get(field), field);
    assert.equal(listening.headers["content-encoding"], way.gzip && "gzip");
    await listening.heard(/^retry: 2000\n\nid: (\d+)\nevent: hello\ndata: {"version":\1}\n\n$/);
    await leave([listening], way);
  });

  test(`${name}: an event comes at once, and whoever leaves is gone`, patient, async () => {
    const [one, other] = await Promise.all([listen(way), listen(way)]);
    await Promise.all([one, other].map((each) => each.heard(/event: hello/)));
    await vote();
    await Promise.all([one, other].map((each) => each.heard(/"vote_count":1,/)));
    await unvote();
    await Promise.all([one, other].map((each) => each.heard(/"vote_count":0,/)));
    await leave([one], way, 1);
    await vote();
    await other.heard(/"vote_count":0,.*"vote_count":1,/s);
    await unvote();
    await leave([other], way);
  });

  test(`${name}: one household's streams leave others theirs`, patient, async () => {
    const other = await listen(way, { from: "127.0.0.3" });
    await other.heard(/event: hello/);
    const crowd = [];
    for (let i = 0; i < MOST; i++) {
      crowd.push(await listen(way, { from: "127.0.0.2" }));
      await crowd.at(-1).heard(/event: hello/);
    }
    await crowd[0].over();
    await vote();
    await Promise.all([other, ...crowd.slice(1)].map((each) => each.heard(/"vote_count":1,/)));
    await unvote();
    await leave([other, ...crowd], way);
  });
}

const open = () => Promise.all(Object.values(ways).map((way) => listen(way)));

test("a beat comes through while nothing happens", patient, async () => {
  const all = await open();
  await Promise.all(all.map((each) => each.heard(/event: hello.*\n:\n\n/s, BEAT)));
  await leave(all, { isBlind: true });
});

test("a restart ends the stream, and what was missed comes after it", patient, async () => {
  const all = await open();
  await Promise.all(all.map((each) => each.heard(/event: hello/)));
  await server.halt();
  await Promise.all(all.map((each) => each.over()));
  await server.start();
  await vote();
  const ids = all.map(({ id }) => id);
  const again = await Promise.all(
    Object.values(ways).map((way, i) => listen(way, { after: ids[i] })),
  );
  for (const each of again) {
    assert.equal(each.status, 200);
    await each.heard(/^retry: 2000\n\nid: \d+\nevent: vote\ndata: .*"vote_count":1,/);
  }
  await leave(again, { isBlind: true });
});
