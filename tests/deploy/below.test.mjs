// A club below a path of its site, through nginx with the configuration of the image: a proxy in front
// of it may take the path off, or leave it there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server, tokens } from "../browser/support/server.mjs";
import { startNginx } from "./support/nginx.mjs";

const BELOW = "/our.club/films";
const MARQUEE_PUBLIC_URL = `https://example.org${BELOW}/`;
let server, nginx, home;

before(async () => {
  server = await new Server({
    env: { MARQUEE_TRUSTED_PROXIES: "127.0.0.1", MARQUEE_PUBLIC_URL },
  }).start();
  nginx = await startNginx(new URL(server.url).host, { MARQUEE_PUBLIC_URL });
  home = server.url;
});
after(async () => {
  await nginx?.stop();
  await server?.stop();
});

const ask = (path, options = {}) => fetch(nginx.url + path, { redirect: "manual", ...options });

for (const path of [
  "/",
  "/proposals/7",
  "/nothing",
  "/manifest.webmanifest",
  "/main.js",
  "/main.css",
])
  test(`${path} is the same with the path and without`, async () => {
    const [whole, bare, theirs] = await Promise.all([
      ask(BELOW + path),
      ask(path),
      fetch(home + path),
    ]);
    assert.equal(whole.status, theirs.status);
    assert.equal(bare.status, theirs.status);
    const expected = await theirs.text();
    assert.equal(await whole.text(), expected);
    assert.equal(await bare.text(), expected);
  });

test("the path alone leads below it", async () => {
  const answer = await ask(BELOW);
  assert.equal(answer.status, 308);
  assert.equal(answer.headers.get("location"), `${BELOW}/`);
});

test("the API is there, and names what is below", async () => {
  const list = await (await ask(`${BELOW}/api/v1/proposals?limit=100`)).json();
  const { poster } = list.items.find((item) => item.film.poster).film;
  assert.match(poster.url, new RegExp(`^${BELOW}/api/v1/posters/`));
  assert.equal((await ask(poster.url)).status, 200);
  assert.equal((await ask(`${BELOW}/api/v1/posters%2Fx`)).status, 404);
});

test("what nginx refuses itself is named below, too", async () => {
  const answer = await ask(`${BELOW}/api/v1/proposals`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${tokens.ada}` },
    body: JSON.stringify({ title: "x".repeat(1_000_000) }),
  });
  assert.equal(answer.status, 413);
  const problem = await answer.json();
  assert.equal(problem.type, `${BELOW}/api/v1/problems/body-too-large`);
  assert.equal(problem.code, "body-too-large");
});

test("while the server is away the plain documents know where they are", async () => {
  await server.halt();
  for (const path of [`${BELOW}/`, "/proposals/7", `${BELOW}/nothing`]) {
    const answer = await ask(path);
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), new RegExp(`src="${BELOW}/main\\.js"`));
  }
  const manifest = await (await ask(`${BELOW}/manifest.webmanifest`)).json();
  assert.equal(manifest.start_url, `${BELOW}/`);
  assert.equal((await ask(`${BELOW}/main.js`)).status, 200);
});
