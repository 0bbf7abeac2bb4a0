import assert from "node:assert/strict";
import { problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, shows, ticketSays } from "./support/wait.mjs";

const voters = (world, title) =>
  world
    .card(title)
    .locator(".voters .visually-hidden")
    .textContent()
    .then((text) => text.replace("Votes from ", "").split(", "));

/** Longer than a double click takes. */
const pause = (world) => world.pass(1_100);

scenario("one tap votes, and one tap takes the vote back", {}, async (world) => {
  await world.enter();
  await world.holdClock();
  await world.open();
  const ticket = world.ticket("Charade");
  await ticketSays(ticket, false, 9);

  await world.press(ticket);
  await ticketSays(ticket, true, 10);
  assert.match(await ticket.getAttribute("aria-label"), /^Voted? for Charade: 10 votes$/);
  assert.equal((await voters(world, "Charade"))[0], "ada", "the reader is the first of the voters");
  await becomes(async () => (await world.server.proposal("Charade")).vote_count, 10);

  await pause(world);
  await world.press(ticket);
  await ticketSays(ticket, false, 9);
  assert.ok(!(await voters(world, "Charade")).includes("ada"));
  await becomes(async () => (await world.server.proposal("Charade")).vote_count, 9);
});

scenario("the count changes before the server has answered", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await world.enter();
  await world.open();
  let answer;
  const answered = new Promise((resolve) => (answer = resolve));
  await page.route("**/api/v1/votes/*", async (route) => {
    await answered;
    await route.continue();
  });
  await world.press(world.ticket("Charade"));
  await ticketSays(world.ticket("Charade"), true, 10);
  assert.equal((await world.server.proposal("Charade")).vote_count, 9);
  answer();
  await becomes(async () => (await world.server.proposal("Charade")).vote_count, 10);
  await ticketSays(world.ticket("Charade"), true, 10);
});

scenario("the second of a double tap is no change of mind", {}, async (world) => {
  await world.enter();
  await world.holdClock();
  await world.open();
  for (const ticket of [world.ticket("Charade"), world.ticket("Detour")]) {
    const count = Number(await ticket.locator(".ticket-count").textContent());
    for (let tap = 1; tap <= 3; tap += 1) await world.press(ticket);
    await ticketSays(ticket, true, count + 1);
    await pause(world);
    await world.press(ticket);
    await ticketSays(ticket, false, count);
    await pause(world);
    await ticket.dblclick();
    await ticketSays(ticket, true, count + 1);
  }
  await becomes(async () => (await world.server.proposal("Charade")).vote_count, 10);
  await world.goto("/proposals/37");
  const ticket = world.dialog("Charade").locator(".ticket");
  await ticket.dblclick();
  await ticketSays(ticket, false, 9);
});

/** Two clicks, a tenth of a second apart. */
async function clickTwice({ context, page }, target) {
  await target.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await target.boundingBox();
  const at = { x: x + width / 2, y: y + height / 2, button: "left" };
  const session = await context.newCDPSession(page);
  const began = Date.now() / 1_000;
  for (const clickCount of [1, 2])
    for (const type of ["mousePressed", "mouseReleased"]) {
      const timestamp = began + clickCount / 10;
      await session.send("Input.dispatchMouseEvent", { ...at, type, clickCount, timestamp });
    }
  await session.detach();
}

scenario(
  "a double click is one press, however late the page gets to it",
  { on: ["desktop"] },
  async (world) => {
    await world.enter();
    await world.open();
    const ticket = world.ticket("Charade");
    await shows(ticket);
    await ticket.evaluate((node) =>
      node.addEventListener("click", () => {
        const end = performance.now() + 1_200;
        while (performance.now() < end);
      }),
    );
    await clickTwice(world, ticket);
    await ticketSays(ticket, true, 10);
    await becomes(async () => (await world.server.proposal("Charade")).vote_count, 10);
    await ticketSays(ticket, true, 10);
  },
);

const refusals = {
  "a film that is no longer open": {
    answer: problem(409, "proposal-not-open", { proposal_id: 37, status: "watched" }),
    says: "The club has already watched this film, so your vote for Charade wasn’t saved.",
    trouble: /409 .*\/votes\/37/,
  },
  "a server that makes a mistake": {
    answer: problem(500, "internal"),
    says: "The server made a mistake, so your vote for Charade wasn’t saved.",
    trouble: /500 .*\/votes\/37/,
  },
};

for (const [name, { answer, says, trouble }] of Object.entries(refusals))
  scenario(`a vote is rolled back with a message by ${name}`, { on: ["phone"] }, async (world) => {
    const { page, guard } = world;
    guard.expect(trouble);
    await world.enter();
    await world.open();
    let asked = 0;
    await page.route("**/api/v1/votes/*", (route) => {
      asked += 1;
      return route.fulfill(answer);
    });
    await world.press(world.ticket("Charade"));
    await shows(world.toast(says));
    await ticketSays(world.ticket("Charade"), false, 9);
    assert.ok(!(await voters(world, "Charade")).includes("ada"));
    assert.equal(asked, 1);
  });

scenario("a film that was withdrawn meanwhile takes no vote", { on: ["phone"] }, async (world) => {
  const { page, guard, server } = world;
  guard.expect(/409 .*\/votes\//);
  await world.enter();
  await world.holdClock();
  await world.open();
  const { id } = await server.proposal("Charade");
  await server.call("DELETE", `/proposals/${id}`, { token: tokens.admin });
  await world.press(world.ticket("Charade"));
  await shows(world.toast("so your vote for Charade wasn’t saved."));
  const count = page.locator("h1 strong").first();
  await world.comesTo(async () => assert.equal(await count.innerText(), "43 films"));
  await world.comesToShow(world.button("New order"));
  await world.press(world.button("New order"));
  await world.card("Charade").waitFor({ state: "detached" });
});

scenario("another member's vote appears by itself", { on: ["desktop"] }, async (world) => {
  const { page, server } = world;
  await world.enter("admin");
  await world.holdClock();
  await world.open();
  await ticketSays(world.ticket("Häxan"), false, 0);
  const { id } = await server.proposal("Häxan");
  await server.call("PUT", `/votes/${id}`, { token: tokens.ada });
  const count = world.ticket("Häxan").locator(".ticket-count");
  await world.comesTo(async () => assert.equal(await count.textContent(), "1"));
  await ticketSays(world.ticket("Häxan"), false, 1);
  assert.deepEqual(await voters(world, "Häxan"), ["ada"]);
  await becomes(() => page.locator("[aria-live=polite]").textContent(), "Häxan now has 1 vote.");
});

scenario("nothing is asked while the page is hidden", { on: ["desktop"] }, async (world) => {
  const { page, server } = world;
  await world.holdClock();
  await world.open();
  await ticketSays(world.ticket("Häxan"), false, 0);
  let asked = 0;
  page.on("request", (request) => (asked += Number(request.url().includes("/api/"))));
  const see = (hidden) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);

  await world.comesTo(async () => assert.ok(asked > 0));
  await see(true);
  asked = 0;
  const { id } = await server.proposal("Häxan");
  await server.call("PUT", `/votes/${id}`, { token: tokens.ada });
  await world.pass(180_000);
  assert.equal(asked, 0, "requests while hidden");

  await see(false);
  await ticketSays(world.ticket("Häxan"), false, 1);
});

const framed = (world) => world.page.locator(".card.is-leading .card-link").allTextContents();

scenario(
  "all leading films wear the frame, and a vote makes a tie",
  { on: ["phone"] },
  async (world) => {
    await world.enter();
    await world.holdClock();
    await world.open();
    await becomes(() => framed(world), ["Metropolis"]);
    await world.press(world.ticket("Charade"));
    await becomes(() => framed(world), ["Metropolis", "Charade"]);
    await pause(world);
    await world.press(world.ticket("Charade"));
    await becomes(() => framed(world), ["Metropolis"]);
  },
);

scenario(
  "no film leads while nobody has voted",
  { on: ["desktop"], server: { demo: false } },
  async (world) => {
    const { server, token } = world;
    for (const title of ["Alphaville", "Solaris"])
      await server.call("POST", "/proposals", { token, body: { title } });
    await world.enter();
    await world.open();
    await becomes(() => world.titles(), ["Solaris", "Alphaville"]);
    assert.deepEqual(await framed(world), []);
    await world.press(world.ticket("Alphaville"));
    await becomes(() => framed(world), ["Alphaville"]);
  },
);
