// Votes that are made without a connection: kept for whoever cast them, and sent once.
import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { problem } from "./support/problem.mjs";
import { AWAY, context, enterKept, isAtHand, touch } from "./support/kept.mjs";
import { scenario } from "./support/scenario.mjs";
import { PASSWORD, tokens } from "./support/server.mjs";
import { becomes, hides, shows, ticketSays } from "./support/wait.mjs";

const KEPT = "Your vote for Charade is kept here and will be sent later.";

const refusal = problem(503, "busy");
const busy = { ...refusal, headers: { ...refusal.headers, "Retry-After": "1" } };

/** The votes that the browser keeps, as `member film`. */
const keptVotes = ({ page }) =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith("marquee.vote "))
      .map((key) => key.split(" ").slice(-2).join(" ")),
  );

const isWaiting = (world, title) =>
  becomes(
    async () => [
      await world.ticket(title).evaluate((node) => node.classList.contains("waits")),
      /, not sent yet$/.test(await world.ticket(title).getAttribute("aria-label")),
    ],
    [true, true],
  );

const isSettled = (world, title) =>
  becomes(() => world.ticket(title).evaluate((node) => node.classList.contains("waits")), false);

const votersOf = async ({ server }, title = "Charade") =>
  (await server.proposal(title)).voters.map(({ name }) => name);

/** What is asked of votes from now on. */
function listen({ page }) {
  const asked = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (/\/votes\/\d+$/.test(pathname))
      asked.push(`${request.method()} ${request.failure() ?? ""}`);
  });
  return asked;
}

/** Without a connection, with everything at hand that the page needs then. */
async function goAway(world) {
  await isAtHand(world);
  world.guard.expect(...AWAY);
  await world.context.setOffline(true);
}

scenario("a vote outlives a connection that goes at once", {}, async (world) => {
  await world.enter();
  await world.open();
  await shows(world.card("Charade"));
  world.guard.expect(...AWAY);
  await world.context.setOffline(true);
  const failed = world.page.waitForEvent("requestfailed", (sent) => sent.url().includes("/votes/"));
  const asked = world.page.waitForEvent("requestfailed", (sent) =>
    sent.url().endsWith("/offline.js"),
  );
  await world.press(world.ticket("Charade"));
  await Promise.all([failed, asked]);
  await ticketSays(world.ticket("Charade"), true, 10);
  await world.context.setOffline(false);
  await becomes(async () => (await votersOf(world)).includes("ada"), true);
  await isSettled(world, "Charade");
  await ticketSays(world.ticket("Charade"), true, 10);
});

scenario("a vote that fails at once outlives its page", {}, async (world) => {
  const { page, guard, server } = world;
  await world.enter();
  await world.open();
  await shows(world.card("Charade"));
  guard.expect(...AWAY);
  await page.route("**/offline.js", (route) => route.abort("internetdisconnected"));
  await page.route("**/api/v1/votes/*", (route) => route.abort("internetdisconnected"));
  const failed = page.waitForEvent("requestfailed", (sent) => sent.url().includes("/votes/"));
  await world.press(world.ticket("Charade"));
  await failed;
  await ticketSays(world.ticket("Charade"), true, 10);
  await guard.leave(() => page.goto("about:blank"));
  await page.unrouteAll();
  await page.goto(`${server.url}/`);
  await becomes(async () => (await votersOf(world)).includes("ada"), true);
  await isSettled(world, "Charade");
  await ticketSays(world.ticket("Charade"), true, 10);
  assert.deepEqual(await keptVotes(world), []);
});

scenario("a vote made offline waits, and is sent once", { context }, async (world) => {
  await enterKept(world);
  await goAway(world);
  await world.press(world.ticket("Charade"));
  await shows(world.toast(`You’re offline. ${KEPT}`));
  await isWaiting(world, "Charade");
  await ticketSays(world.ticket("Charade"), true, 10);
  assert.equal((await votersOf(world)).includes("ada"), false);
  const asked = listen(world);
  await world.context.setOffline(false);
  await shows(world.toast("Your vote for Charade has been sent."));
  assert.equal(await world.toast(KEPT).count(), 0);
  await isSettled(world, "Charade");
  await ticketSays(world.ticket("Charade"), true, 10);
  assert.ok((await votersOf(world)).includes("ada"));
  assert.deepEqual([asked.length, await keptVotes(world)], [1, []]);
});

scenario(
  "it outlives a reload without a connection, and a closed tab",
  { context },
  async (world) => {
    const { server, guard } = world;
    await enterKept(world);
    await goAway(world);
    await world.press(world.ticket("Charade"));
    await isWaiting(world, "Charade");
    await world.reload();
    await shows(world.card("Charade"));
    await isWaiting(world, "Charade");
    await ticketSays(world.ticket("Charade"), true, 10);
    await guard.leave(() => world.page.close());
    world.page = await world.context.newPage();
    await world.page.goto(`${server.url}/`);
    await isWaiting(world, "Charade");
    await world.context.setOffline(false);
    await becomes(async () => (await votersOf(world)).includes("ada"), true);
    await isSettled(world, "Charade");
    assert.deepEqual(await keptVotes(world), []);
  },
);

scenario("what is taken back while it waits was never cast", { on: ["desktop"] }, async (world) => {
  await world.enter();
  await world.open();
  await goAway(world);
  await world.ticket("Charade").press("Enter");
  await isWaiting(world, "Charade");
  await world.ticket("Charade").press("Enter");
  await ticketSays(world.ticket("Charade"), false, 9);
  await isWaiting(world, "Charade");
  const asked = listen(world);
  await world.context.setOffline(false);
  await isSettled(world, "Charade");
  await ticketSays(world.ticket("Charade"), false, 9);
  assert.deepEqual(asked, ["DELETE "]);
  assert.equal((await votersOf(world)).includes("ada"), false);
});

const settled = {
  "is set for tonight": {
    settle: ({ server }, id) =>
      server.call("PUT", "/tonight", { token: tokens.admin, body: { proposal_id: id } }),
    says: "This film is set for tonight, so your vote for Charade wasn’t saved.",
  },
  "was watched": {
    settle: ({ server }, id) =>
      server.call("POST", `/screenings`, { token: tokens.admin, body: { proposal_id: id } }),
    says: "The club has already watched this film, so your vote for Charade wasn’t saved.",
  },
  "was withdrawn": {
    settle: ({ server }, id) => server.call("DELETE", `/proposals/${id}`, { token: tokens.admin }),
    says: "so your vote for Charade wasn’t saved.",
  },
};
for (const [name, { settle, says }] of Object.entries(settled))
  scenario(
    `a vote for a film that ${name} meanwhile goes back, and is told of once`,
    { on: ["phone"] },
    async (world) => {
      world.guard.expect(/409 .*\/votes\//, /404 .*\/votes\//);
      await world.enter();
      await world.open();
      await goAway(world);
      await world.press(world.ticket("Charade"));
      await isWaiting(world, "Charade");
      const { id } = await world.server.proposal("Charade");
      await settle(world, id);
      await world.context.setOffline(false);
      await shows(world.toast(says));
      assert.equal(await world.toast(says).count(), 1);
      assert.deepEqual(await keptVotes(world), []);
    },
  );

scenario(
  "two tabs of one member wait together, and one of them sends",
  { on: ["desktop"], context },
  async (world) => {
    await enterKept(world);
    const other = await world.context.newPage();
    await other.goto(world.server.url);
    const ticket = other.locator("li.card", { hasText: "Charade" }).locator(".ticket");
    await shows(ticket);
    await isAtHand({ page: other, guard: world.guard });
    await goAway(world);
    const asked = [listen(world), listen({ page: other })];
    await world.press(world.ticket("Charade"));
    await isWaiting(world, "Charade");
    await ticketSays(ticket, true, 10);
    asked.forEach((each) => (each.length = 0));
    await world.context.setOffline(false);
    await isSettled(world, "Charade");
    await becomes(() => ticket.evaluate((node) => node.classList.contains("waits")), false);
    await ticketSays(ticket, true, 10);
    assert.deepEqual(asked.flat(), ["PUT "]);
    await other.close();
  },
);

scenario(
  "of two who sit at one phone, each one's vote is sent as theirs",
  { on: ["phone"] },
  async (world) => {
    const { page } = world;
    await world.enter();
    await world.enterBeside({ name: "admin", password: PASSWORD });
    await world.open();
    await touch(world);
    world.guard.expect(/503 .*\/votes\//);
    await page.route("**/api/v1/votes/*", (route) => route.fulfill(busy));
    await world.press(world.ticket("Charade"));
    await isWaiting(world, "Charade");
    await shows(world.toast(`The server is busy right now. ${KEPT}`));
    await world.press(world.button("Vote as ada"));
    await shows(world.button("ada is voting"));
    await isSettled(world, "Charade");
    await page.unroute("**/api/v1/votes/*");
    await becomes(async () => {
      const names = await votersOf(world);
      return [names.includes("admin"), names.includes("ada")];
    }, [true, false]);
    assert.equal(await world.ticket("Charade").getAttribute("aria-pressed"), "false");
  },
);

scenario(
  "signing out takes the votes along that wait, and says so",
  { on: ["desktop"] },
  async (world) => {
    const { page } = world;
    await world.enter();
    await world.open();
    await touch(world);
    world.guard.expect(/503 .*\/votes\//);
    await page.route("**/api/v1/votes/*", (route) => route.fulfill(busy));
    await world.press(world.ticket("Charade"));
    await isWaiting(world, "Charade");
    await world.press(world.link("ada"));
    await world.press(world.button("Sign out"));
    await shows(world.toast("One vote that hadn’t been sent is gone."));
    assert.deepEqual(await keptVotes(world), []);
  },
);

scenario(
  "a session that ends meanwhile leaves the vote to its member alone",
  { on: ["desktop"] },
  async (world) => {
    const { server } = world;
    const id = await world.enter();
    await world.open();
    await goAway(world);
    await world.press(world.ticket("Charade"));
    await isWaiting(world, "Charade");
    const elsewhere = await server.signIn("ada");
    await server.call("DELETE", `/sessions/${id}`, { cookie: elsewhere.cookie });
    world.guard.expect(/401 .*\/api\/v1\//);
    await world.context.setOffline(false);
    await shows(
      world.toast("One vote hasn’t been sent yet. It stays here until ada signs in again."),
    );
    assert.deepEqual((await keptVotes(world)).length, 1);
    const signIn = async (name) => {
      await world.forgetAll();
      await world.enter(name);
      await world.open();
      await shows(world.link(name));
      await touch(world);
    };
    await signIn("admin");
    await becomes(() => world.ticket("Charade").getAttribute("aria-pressed"), "false");
    assert.equal((await keptVotes(world)).length, 1);
    await signIn("ada");
    await becomes(async () => (await votersOf(world)).includes("ada"), true);
    assert.equal((await votersOf(world)).includes("admin"), false);
    await becomes(() => keptVotes(world), []);
  },
);

scenario(
  "a page that is frozen while its vote is on the way sends it when it wakes",
  { on: ["phone"] },
  async (world) => {
    const { page } = world;
    await world.enter();
    await world.open();
    await touch(world);
    world.guard.expect(...AWAY);
    let tries = 0;
    await page.route("**/api/v1/votes/*", (route) => {
      tries += 1;
      return tries === 1 ? route.abort("connectionreset") : route.continue();
    });
    const session = await world.context.newCDPSession(page);
    await world.press(world.ticket("Charade"));
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await becomes(async () => (await votersOf(world)).includes("ada"), true);
    await ticketSays(world.ticket("Charade"), true, 10);
    await isSettled(world, "Charade");
  },
);

scenario(
  "a browser that keeps nothing has the vote wait as long as the page is open",
  { on: ["desktop"] },
  async (world) => {
    await world.prepare(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await world.enter();
    await world.open();
    await goAway(world);
    await world.press(world.ticket("Charade"));
    await shows(world.toast("Keep this page open until then."));
    await isWaiting(world, "Charade");
    await world.context.setOffline(false);
    await hides(world.page.locator(".ticket.waits"));
    assert.ok((await votersOf(world)).includes("ada"));
  },
);

const lan = Object.values(networkInterfaces())
  .flat()
  .find(({ internal, family }) => !internal && family === "IPv4")?.address;
const plain = { host: lan, demo: false, env: { MARQUEE_LISTEN: "0.0.0.0:0" } };

if (lan)
  scenario(
    "on plain http, where there is neither worker nor lock, votes wait all the same",
    { on: ["phone"], server: plain },
    async (world) => {
      world.guard.expect(/Cross-Origin-Opener-Policy/);
      const { server, token } = world;
      await server.call("POST", "/proposals", { token, body: { title: "Charade" } });
      await world.enter();
      await world.open();
      assert.equal(await world.page.evaluate(() => isSecureContext), false);
      await goAway(world);
      await world.press(world.ticket("Charade"));
      await isWaiting(world, "Charade");
      const asked = listen(world);
      await world.context.setOffline(false);
      await isSettled(world, "Charade");
      const { voters } = await server.proposal("Charade", token);
      assert.deepEqual(
        voters.map(({ name }) => name),
        ["ada"],
      );
      assert.deepEqual([asked.length, await keptVotes(world)], [1, []]);
    },
  );
