// What happens in the club is seen on every page at once: by one stream for all tabs of a browser.
import assert from "node:assert/strict";
import { launch, newContext } from "./support/browser.mjs";
import { AWAY, touch } from "./support/kept.mjs";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, hides, shows, ticketSays } from "./support/wait.mjs";

const FILM = "The Kid";

/** How many listen, as the server counts them. */
async function streams({ server, token = tokens.ada }) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${server.url}/api/v1/metrics`, { headers });
  return Number(/^marquee_event_streams_open (\d+)/m.exec(await answer.text())[1]);
}

/** The page hears what happens: it has said so to the server. @param {number} [count] of all browsers */
const listens = (world, count = 1) => becomes(() => streams(world), count);

/** Somebody else's browser, with the page open in it. */
async function enterElsewhere(world, name) {
  const context = await newContext(world.readers.browser, "desktop");
  world.guard.watch(context);
  const { cookie } = await world.server.signIn(name);
  const [key, value] = cookie.split("=");
  await context.addCookies([{ name: key, value, url: world.server.url }]);
  const page = await context.newPage();
  await page.goto(world.server.url);
  const link = page.getByRole("link", { name: FILM, exact: true });
  const ticket = page.locator("li.card").filter({ has: link }).locator(".ticket");
  await shows(ticket);
  return { context, page, ticket };
}

/** Nobody asks by themselves while a test looks: what is seen has been told. */
const asks = (page) => {
  const paths = [];
  page.on("request", (request) => paths.push(new URL(request.url()).pathname));
  return (end) => paths.filter((path) => path.endsWith(end)).length;
};

scenario("a vote in one browser is seen in another, with its letter", {}, async (world) => {
  await world.enter();
  await world.open();
  await listens(world);
  const other = await enterElsewhere(world, "admin");
  await listens(world, 2);
  const asked = asks(world.page);
  const before = Number(await world.ticket(FILM).locator(".ticket-count").textContent());
  await other.ticket.click();
  await ticketSays(world.ticket(FILM), false, before + 1);
  const admin = world.card(FILM).locator(".disc").filter({ hasText: /^Am$/ });
  await becomes(() => admin.count(), 1);
  assert.equal(asked("/proposals"), 0, "it was told, not asked");
  await world.press(world.ticket(FILM));
  await becomes(() => other.ticket.locator(".ticket-count").textContent(), String(before + 2));
  await ticketSays(world.ticket(FILM), true, before + 2);
  await other.context.close();
  await listens(world, 1);
});

/** Somebody votes by another way. */
const voteElsewhere = async ({ server }, method = "PUT") => {
  const { id } = await server.proposal(FILM);
  await server.call(method, `/votes/${id}`, { token: tokens.admin });
};

const countOn = async (page) =>
  Number(
    await page
      .locator("li.card")
      .filter({ has: page.getByRole("link", { name: FILM, exact: true }) })
      .locator(".ticket-count")
      .textContent(),
  );
const count = ({ page }) => countOn(page);

/** What somebody does elsewhere comes without a question. */
async function hears(world) {
  const asked = asks(world.page);
  const before = await count(world);
  await voteElsewhere(world);
  await becomes(() => count(world), before + 1);
  assert.equal(asked("/proposals"), 0, "it was told, not asked");
  await voteElsewhere(world, "DELETE");
  await becomes(() => count(world), before);
}

scenario("visitors are told counts at once, and no names", {}, async (world) => {
  await world.open();
  await listens(world);
  await hears(world);
  assert.equal(await world.card(FILM).locator(".disc:visible").count(), 0);
});

scenario("new films and tonight’s film come by themselves", {}, async (world) => {
  await world.enter();
  await world.open();
  await listens(world);
  const asked = asks(world.page);
  const body = { title: "Alphaville" };
  await world.server.call("POST", "/proposals", { token: tokens.admin, body });
  await shows(world.page.getByRole("heading", { name: "45 films" }));
  const { id } = await world.server.proposal(FILM);
  const proposal_id = id;
  await world.server.call("PUT", "/tonight", { token: tokens.admin, body: { proposal_id } });
  await shows(world.page.locator(".tonight").getByText(FILM).first());
  assert.ok(asked("/proposals") <= 4, "and not by asking again and again");
});

scenario("what an admin decides for the club shows where it is open", {}, async (world) => {
  await world.open();
  await listens(world);
  await world.server.change("/club/settings", { name: "Kino am Ring" });
  await shows(world.page.locator(".masthead").getByText("Kino am Ring"));
  await becomes(() => world.page.title(), "Kino am Ring");
});

scenario("whoever signs in or out has a stream of their own, and one", {}, async (world) => {
  await world.open();
  await listens(world);
  await world.enter();
  await world.reload();
  await listens(world);
  await shows(world.card("Charade").locator(".disc").first());
  await hears(world);
});

scenario("a club that is closed tells visitors nothing", {}, async (world) => {
  await world.enter();
  await world.open();
  await listens(world);
  const asked = asks(world.page);
  await world.server.change("/club/settings", { read_access: "members" });
  await becomes(() => asked("/proposals") > 0, true); // it was told, and asks what it is in now
  await hears(world);
  world.guard.expect(/401/);
  await world.forgetAll();
  await world.goto("/");
  await shows(world.page.locator("input[type=password]"));
  await becomes(() => streams(world), 0);
});

/** Another tab is looked at, or this one again. */
const see = ({ page }, hidden) =>
  page.evaluate((is) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => is });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);

/** Away, while somebody votes, and back. @param {() => Promise<unknown>} sleep @param {() => Promise<unknown>} wake */
async function comesBack(world, sleep, wake) {
  world.spend();
  await world.enter();
  await world.open();
  await listens(world);
  const before = await count(world);
  await see(world, true);
  await sleep();
  await listens(world, 0);
  await voteElsewhere(world);
  await wake();
  await see(world, false);
  await becomes(() => count(world), before + 1);
  await listens(world);
  await voteElsewhere(world, "DELETE");
  await becomes(() => count(world), before);
}

scenario("a page that is not seen hears nothing, and is up to date when it is", {}, (world) =>
  comesBack(
    world,
    async () => {},
    async () => {},
  ),
);

scenario("a phone that froze the page finds it up to date, and hears again", {}, async (world) => {
  const session = await world.context.newCDPSession(world.page);
  const become = (state) => () => session.send("Page.setWebLifecycleState", { state });
  await comesBack(world, become("frozen"), become("active"));
});

scenario("behind a proxy that holds the stream back the page asks", {}, async (world) => {
  world.spend();
  await world.page.route("**/api/v1/events", () => {}); // never answered
  await world.enter();
  await world.open();
  const before = await count(world);
  await voteElsewhere(world);
  await becomes(() => count(world), before + 1);
  await world.page.unrouteAll({ behavior: "ignoreErrors" });
});

scenario(
  "the worker stays out of the stream’s way",
  { on: ["desktop"], context: { serviceWorkers: "allow" } },
  async (world) => {
    const { page } = world;
    await world.enter();
    await world.open();
    await touch(world);
    await becomes(() => page.evaluate(() => navigator.serviceWorker.controller !== null), true);
    await world.reload();
    await listens(world);
    await hears(world);
  },
);

/** Its films are still there after a restart. */
const lasting = { demo: false };

scenario(
  "after a restart the page hears again, and nobody was worried",
  { server: lasting },
  async (world) => {
    const { page, server, token } = world;
    world.guard.expect(...AWAY);
    const bob = server.addMember("bob");
    const body = { title: FILM, year: 1945 };
    const { body: made } = await server.call("POST", "/proposals", { token, body });
    await world.enter();
    await world.open();
    await becomes(() => streams(world), 1);
    await server.halt();
    await server.start();
    await becomes(() => streams(world), 1);
    await server.call("PUT", `/votes/${made.id}`, { token: bob });
    await becomes(() => page.locator(".ticket-count").first().textContent(), "1");
    await hides(page.locator(".vote > .strip"));
  },
);

const NAME = "club.test";

scenario(
  "on plain http six tabs have one stream, and a seventh opens",
  { on: ["desktop"] },
  async (world) => {
    const browser = await launch({ args: [`--host-resolver-rules=MAP ${NAME} 127.0.0.1`] });
    try {
      const context = await newContext(browser, "desktop");
      const tabs = [];
      for (let tab = 0; tab < 7; tab++) {
        const page = await context.newPage();
        await page.goto(world.server.url.replace("127.0.0.1", NAME));
        await shows(page.locator(".ticket").first());
        tabs.push({ page, asked: asks(page) });
      }
      assert.equal(await tabs[6].page.evaluate(() => isSecureContext), false);
      await listens(world);
      const before = await countOn(tabs[0].page);
      await voteElsewhere(world);
      for (const { page } of tabs) await becomes(() => countOn(page), before + 1);
      await tabs[0].page.close();
      await tabs[1].page.close();
      await listens(world);
      await voteElsewhere(world, "DELETE");
      for (const { page } of tabs.slice(2)) await becomes(() => countOn(page), before);
    } finally {
      await browser.close();
    }
  },
);

/** ms from a tap in one browser to the change in the other: usually 30, on a machine that is busy too. */
const SOON = 2_000;

scenario(
  "a vote is seen elsewhere in a moment, one after the other",
  { on: ["desktop"] },
  async (world) => {
    await world.enter();
    await world.open();
    const other = await enterElsewhere(world, "admin");
    await listens(world, 2);
    const link = await world.link(FILM).elementHandle();
    await link.evaluate((node) => {
      globalThis.seen = [];
      const note = () => globalThis.seen.push(performance.timeOrigin + performance.now());
      const watched = node.closest(".card").querySelector(".ticket-count");
      new MutationObserver(note).observe(watched, {
        characterData: true,
        childList: true,
        subtree: true,
      });
    });
    const took = [];
    for (let vote = 1; vote <= 10; vote++) {
      const tapped = await other.ticket.evaluate((ticket) => {
        ticket.click();
        return performance.timeOrigin + performance.now();
      });
      await becomes(() => world.page.evaluate(() => globalThis.seen.length), vote);
      took.push((await world.page.evaluate(() => globalThis.seen.at(-1))) - tapped);
    }
    await other.context.close();
    const middle = took.sort((a, b) => a - b)[took.length / 2];
    assert.ok(middle < SOON, took.map(Math.round).join());
  },
);
