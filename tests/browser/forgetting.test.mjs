// What the page has kept for times without a connection goes when its member does, and only then.
import assert from "node:assert/strict";
import { AWAY, context, enterKept, isKept, kept } from "./support/kept.mjs";
import { scenario } from "./support/scenario.mjs";
import { PASSWORD } from "./support/server.mjs";
import { becomes, shows } from "./support/wait.mjs";

/** Another club of the same site has caches of its own. */
const named = ({ server: { below } }, name) => (below ? `${below}/ ${name}` : name);

/** One that nobody else comes to see at once. */
const keepPoster = (world, path) =>
  world.page.evaluate(
    async ({ name, url }) => (await caches.open(name)).put(url, new Response("poster")),
    { name: named(world, "posters"), url: world.server.below + path },
  );

scenario(
  "signing out erases the member's list and the posters",
  { on: ["desktop"], context },
  async (world) => {
    const { page, guard } = world;
    guard.expect(...AWAY);
    await enterKept(world);
    await keepPoster(world, "/seen-by-ada");
    await world.open("/me");
    await world.press(world.button("Sign out"));
    await shows(world.link("Sign in"));
    await becomes(async () => {
      const { lists = [], posters = [] } = await kept(world);
      return lists.includes("/lists/member-1") || posters.includes("/seen-by-ada");
    }, false);
    /* The club is open to visitors: what is kept from now on is theirs. */
    await becomes(async () => (await kept(world)).lists?.join(), "/lists/visitor");
    await world.server.halt();
    await world.reload();
    await shows(world.card("Metropolis"));
    await shows(world.link("Sign in"));
    assert.equal(await page.locator(".disc:visible").count(), 0);
  },
);

scenario(
  "each of two who sit here finds their own list, and signing out erases one's own",
  { on: ["phone"], context },
  async (world) => {
    const { page, guard } = world;
    guard.expect(...AWAY, /preload/);
    await world.enter();
    await world.enterBeside({ entry: "mq_demo_entry" });
    await world.open();
    await isKept(world, "/lists/member-3");
    await world.press(world.button("Vote as ada"));
    await shows(world.button("ada is voting"));
    await isKept(world, "/lists/member-1");
    await world.open("/me");
    await world.press(world.button("Sign out"));
    await shows(page.getByText("Who’s voting?"));
    await becomes(async () => {
      const { lists = [] } = await kept(world);
      return [lists.includes("/lists/member-1"), lists.includes("/lists/member-3")];
    }, [false, true]);
    await world.press(world.button("Vote as grace"));
    await shows(world.link("grace"));
    await world.server.halt();
    await world.reload();
    await shows(world.card("Metropolis"));
    await shows(world.link("grace"));
  },
);

/** What the worker erases waits until it is let go. */
async function holdWorker(world) {
  const [worker] = world.context.serviceWorkers();
  await worker.evaluate(() => {
    const erase = caches.delete.bind(caches);
    const isLetGo = new Promise((resolve) => (globalThis.letGo = resolve));
    globalThis.erasures = [];
    caches.delete = (name) => {
      const erasure = isLetGo.then(() => erase(name));
      globalThis.erasures.push(erasure);
      return erasure;
    };
  });
  return {
    isAsked: () => worker.evaluate(() => globalThis.erasures.length > 0),
    letGo: () => worker.evaluate(() => (globalThis.letGo(), Promise.all(globalThis.erasures))),
  };
}

scenario(
  "what is kept for the next reader stays, however late the worker erases",
  { on: ["desktop"], context },
  async (world) => {
    world.guard.expect(...AWAY);
    await enterKept(world);
    await world.open("/me");
    const erasing = await holdWorker(world);
    await world.press(world.button("Sign out"));
    await becomes(async () => (await kept(world)).lists?.join(), "/lists/visitor");
    await becomes(erasing.isAsked, true);
    await erasing.letGo();
    assert.deepEqual((await kept(world)).lists, ["/lists/visitor"]);
  },
);

const closed = { demo: false, env: { MARQUEE_READ_ACCESS: "members" } };

/** Lists are put into their cache once they are let go. */
const holdLists = ({ page }) =>
  page.evaluate(() => {
    const put = Cache.prototype.put;
    const letGo = new Promise((resolve) => (globalThis.letGo = resolve));
    globalThis.isHeld = false;
    Cache.prototype.put = async function (...entry) {
      globalThis.isHeld = true;
      await letGo;
      return put.apply(this, entry);
    };
  });

scenario(
  "a list that is being kept when its member leaves goes with them",
  { on: ["phone"], server: closed, context },
  async (world) => {
    const { page, guard, server, token } = world;
    guard.expect(...AWAY);
    server.addMember("grace");
    const propose = (imdb_id) => server.call("POST", "/proposals", { token, body: { imdb_id } });
    await propose("tt0017136");
    await world.enter("grace");
    await world.enterBeside({ name: "ada", password: PASSWORD });
    await world.open();
    await isKept(world, "/lists/member-1");
    await world.open("/me");
    await shows(world.button("Sign out"));
    await isKept(world, "/lists/member-1");
    await holdLists(world);
    await propose("tt0056923");
    await becomes(() => page.evaluate(() => globalThis.isHeld), true);
    await world.press(world.button("Sign out"));
    await shows(page.getByText("Who’s voting?"));
    await page.evaluate(() => globalThis.letGo());
    await becomes(async () => (await kept(world)).lists, []);
  },
);

scenario(
  "what another tab still shows of whoever has signed out is not kept again",
  { on: ["desktop"], server: closed, context },
  async (world) => {
    const { page, guard, server, token } = world;
    guard.expect(...AWAY, /401 .*\/api\/v1\//);
    await server.call("POST", "/proposals", { token, body: { imdb_id: "tt0017136" } });
    await enterKept(world);
    /* The server says nothing to this tab: only the other one does. */
    await page.route("**/api/v1/**", () => {});
    await page.evaluate(
      (name) => {
        globalThis.isTold = false;
        new BroadcastChannel(name).onmessage = () => (globalThis.isTold = true);
      },
      named(world, "marquee"),
    );
    const other = await world.context.newPage();
    await other.goto(`${server.url}/me`);
    await other.getByRole("button", { name: "Sign out", exact: true }).click();
    await becomes(() => page.evaluate(() => globalThis.isTold), true);
    await page.getByLabel("Filter the films").fill("no such film");
    await becomes(() => page.locator(".card").count(), 0);
    assert.deepEqual((await kept(world)).lists ?? [], []);
  },
);

scenario(
  "a session that was ended elsewhere erases them, too",
  { on: ["desktop"], server: closed, context },
  async (world) => {
    const { page, guard, server, token } = world;
    guard.expect(...AWAY, /401 .*\/api\/v1\//);
    await server.call("POST", "/proposals", { token, body: { imdb_id: "tt0017136" } });
    const id = await enterKept(world);
    const other = await server.signIn("ada");
    await server.call("DELETE", `/sessions/${id}`, { cookie: other.cookie });
    await becomes(async () => {
      const { lists = [], posters = [] } = await kept(world);
      return lists.length + posters.length;
    }, 0);
    await server.halt();
    await world.reload();
    await shows(page.locator("main .notice"));
    assert.ok(!(await page.locator("body").innerText()).includes("Metropolis"));
  },
);

scenario(
  "signing out in one tab makes the other forget",
  { on: ["desktop"], server: closed, context },
  async (world) => {
    const { page, guard, server, token } = world;
    guard.expect(...AWAY, /401 .*\/api\/v1\//);
    await server.call("POST", "/proposals", { token, body: { imdb_id: "tt0017136" } });
    await enterKept(world);
    const other = await world.context.newPage();
    await other.goto(`${server.url}/me`);
    await other.getByRole("button", { name: "Sign out", exact: true }).click();
    await shows(page.getByRole("heading", { name: "Members only" }));
    await becomes(async () => {
      const { lists = [], posters = [] } = await kept(world);
      return lists.length + posters.length;
    }, 0);
  },
);
