// Events through the proxies that people use: each comes through when it happens, and not when a
// buffer is full or the stream has ended.
import assert from "node:assert/strict";
import { get } from "node:http";
import { connect } from "node:http2";
import { after, before, test } from "node:test";
import { createGunzip } from "node:zlib";
import { Server, tokens } from "../browser/support/server.mjs";
import { startNginx } from "./support/nginx.mjs";
import { proxies, startProxy } from "./support/proxies.mjs";

const VOTES = 6;
const path = "/api/v1/events";
const headers = { authorization: `Bearer ${tokens.ada}`, "accept-encoding": "gzip" };
const started = [];
let server;

before(async () => {
  server = await new Server({ env: { MARQUEE_TRUSTED_PROXIES: "127.0.0.1" } }).start();
});
after(async () => {
  for (const proxy of started) await proxy.stop();
  await server?.stop();
});

/** What the stream says, as text, and how to leave it. */
function listen(url) {
  return new Promise((resolve, reject) => {
    const sent = get(url + path, { headers }, (answer) =>
      resolve({
        answer,
        headers: answer.headers,
        status: answer.statusCode,
        leave: () => sent.destroy(),
      }),
    );
    sent.on("error", reject);
  });
}

function listen2(url) {
  return new Promise((resolve, reject) => {
    const session = connect(url);
    session.on("error", reject);
    const answer = session.request({ ":path": path, ...headers });
    answer.on("response", (head) =>
      resolve({ answer, headers: head, status: head[":status"], leave: () => session.destroy() }),
    );
    answer.on("error", reject);
  });
}

/** The events' names, as they come. */
async function* names({ answer, headers: { "content-encoding": coding } }) {
  const bytes = coding === "gzip" ? answer.pipe(createGunzip()) : answer;
  let text = "";
  for await (const part of bytes) {
    text += part;
    const events = text.split("\n\n");
    text = events.pop();
    for (const event of events) {
      const [, name] = /^event: (.*)$/m.exec(event) ?? [];
      if (name) yield name;
    }
  }
}

async function vote(i) {
  const method = i % 2 ? "DELETE" : "PUT";
  const authorization = `Bearer ${tokens.admin}`;
  const answer = await fetch(`${server.url}/api/v1/votes/7`, {
    method,
    headers: { authorization },
  });
  assert.equal(answer.status, 200);
}

/** One vote after the other, each once the one before has come through. */
async function comesThrough(stream) {
  assert.equal(stream.status, 200);
  assert.equal(stream.headers["content-type"], "text/event-stream");
  const heard = names(stream);
  assert.equal((await heard.next()).value, "hello");
  for (let i = 0; i < VOTES; i++) {
    await vote(i);
    assert.equal((await heard.next()).value, "vote");
  }
  stream.leave();
}

for (const [name, kind] of Object.entries(proxies))
  test(`events come through ${name} one by one, over HTTP/1.1 and HTTP/2`, async () => {
    const proxy = await startProxy(kind, new URL(server.url).host);
    started.push(proxy);
    await comesThrough(await listen(proxy.url));
    await comesThrough(await listen2(proxy.url2));
  });

test("events come through the nginx of our image", async () => {
  const proxy = await startNginx(new URL(server.url).host);
  started.push(proxy);
  await comesThrough(await listen(proxy.url));
});
