// The order of the list: it never moves what the reader looks at, and is to be had when asked.
import assert from "node:assert/strict";
import { devices } from "./support/browser.mjs";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows, ticketSays } from "./support/wait.mjs";

const BEFORE = ["Spirited Away", "The General", "Detour"];
const AFTER = ["The General", "Spirited Away", "Detour"];
const someTitles = async (world) => (await world.titles()).slice(3, 6);
const pill = (world) => world.button("New order");

scenario(
  "the list does not re-sort under the hand, and does after stillness",
  { on: ["desktop"], context: { viewport: { width: 1280, height: 1600 } } },
  async (world) => {
    const { page } = world;
    await world.enter();
    await world.holdClock();
    await world.open();
    await becomes(() => someTitles(world), BEFORE);
    await world.press(world.ticket("The General"));
    await ticketSays(world.ticket("The General"), true, 7);
    await world.pass(2_000);
    await page.mouse.move(100, 60);
    await world.pass(2_000);
    assert.deepEqual(await someTitles(world), BEFORE, "the pointer has just moved");
    await world.pass(2_600);
    await becomes(() => someTitles(world), AFTER);
  },
);

scenario("a card under the pointer stays until asked", { on: ["desktop"] }, async (world) => {
  await world.enter();
  await world.holdClock();
  await world.open();
  await world.press(world.ticket("The General"));
  await ticketSays(world.ticket("The General"), true, 7);
  await world.pass(6_000);
  await shows(pill(world));
  assert.deepEqual(await someTitles(world), BEFORE);
  await world.press(pill(world));
  await becomes(() => someTitles(world), AFTER);
  await hides(pill(world));
});

scenario("a phone re-sorts when asked, or on return", { on: ["phone"] }, async (world) => {
  const { page } = world;
  await world.enter();
  await world.holdClock();
  await world.open();
  await world.press(world.ticket("The General"));
  await ticketSays(world.ticket("The General"), true, 7);
  await world.pass(6_000);
  assert.deepEqual(await someTitles(world), BEFORE);
  await world.press(pill(world));
  await becomes(() => someTitles(world), AFTER);
  await hides(pill(world));

  await world.pass(1_100);
  await world.press(world.ticket("The General"));
  await ticketSays(world.ticket("The General"), false, 6);
  await world.pass(6_000);
  await shows(pill(world));
  await see(page, true);
  await see(page, false);
  await becomes(() => someTitles(world), BEFORE);
  await hides(pill(world));
});

/** Another tab is looked at, or this one again. */
const see = (page, hidden) =>
  page.evaluate((value) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);

scenario("coming back from one's own page finds the new order", {}, async (world) => {
  const { page } = world;
  await world.enter();
  await world.holdClock();
  await world.open();
  await world.press(world.ticket("The General"));
  await world.press(world.link("ada"));
  await shows(page.getByRole("heading", { name: "ada" }));
  await world.press(page.getByRole("link", { name: "Vote", exact: true }));
  await becomes(() => someTitles(world), AFTER);
});

/** Where a card stands in the window, to the hundredth of a pixel. */
const placeOf = (card) =>
  card.evaluate((node) => {
    const { x, y } = node.getBoundingClientRect();
    return [Math.round(x * 100) / 100, Math.round(y * 100) / 100];
  });

/**
 * Where lines of text above have come or gone: they are as high as they are, but a page scrolls by
 * whole dots of the screen, so a rest that no dot shows is left.
 */
async function hasKeptItsPlace(card, [x, y]) {
  const [left, top] = await placeOf(card);
  const dot = await card.evaluate(() => 1 / devicePixelRatio);
  assert.equal(left, x);
  assert.ok(Math.abs(top - y) < dot / 2, `from ${y} to ${top}`);
}

/** Scrolls a card of the lower half to the middle of the window. */
async function deepCard({ page }, step) {
  const ids = await page.locator("li.card").evaluateAll((all) => all.map(({ id }) => id));
  const half = ids.slice(ids.length >> 1);
  const card = page.locator(`#${half[(step * 7) % half.length]}`);
  await card.evaluate((node) => node.scrollIntoView({ block: "center", behavior: "instant" }));
  return card;
}

for (const [device, width] of Object.entries({ phone: 390, desktop: 1440 }))
  scenario(
    `a vote deep in the list moves nothing at ${width} pixels`,
    { on: [device], context: { viewport: { width, height: devices[device].viewport.height } } },
    async (world) => {
      const { page } = world;
      await world.enter();
      await world.holdClock();
      await world.open();
      await shows(world.ticket("Charade"));
      for (let step = 0; step < 4; step += 1) {
        const card = await deepCard(world, step);
        const before = await placeOf(card);
        await world.press(card.locator(".ticket"));
        await world.pass(6_000);
        assert.deepEqual(await placeOf(card), before);
      }
      const card = await deepCard(world, 1);
      const [, top] = await placeOf(card);
      await card.locator("a").focus();
      await pill(world).evaluate((node) => node.focus({ preventScroll: true }));
      await page.keyboard.press("Enter");
      await hides(pill(world));
      await hasFocus(card.locator("a"));
      assert.ok(Math.abs((await placeOf(card))[1] - top) < 1, "the new order is around the card");
    },
  );

scenario("films that come and go above move nothing", {}, async (world) => {
  const { page, server } = world;
  await world.enter();
  await world.holdClock();
  await world.open();
  await shows(world.ticket("Charade"));
  const card = await deepCard(world, 3);
  const before = await placeOf(card);
  const { id } = await server.proposal("Metropolis");
  await server.call("DELETE", `/proposals/${id}`, { token: tokens.admin });
  await server.call("POST", "/proposals", { token: tokens.ada, body: { title: "Solaris" } });
  const heading = page.locator("h1");
  await world.comesTo(async () => assert.match(await heading.innerText(), /^44 films/));
  await world.comesToShow(pill(world));
  assert.deepEqual(await placeOf(card), before);
});

scenario("a strip of trouble and a longer title above move nothing", {}, async (world) => {
  const { page, guard, server } = world;
  guard.expect(/ERR_INTERNET_DISCONNECTED/);
  await world.enter();
  await world.holdClock();
  await world.open();
  await shows(world.ticket("Charade"));
  const card = await deepCard(world, 5);
  const before = await placeOf(card);
  const title = "A title that is so long that it takes every line that a card may give to a title";
  await world.tell({ Metropolis: { title, plot: null } });
  await server.call("PUT", "/votes/1", { token: tokens.admin });
  await world.comesToShow(world.link(title));
  await hasKeptItsPlace(card, before);
  await page.unrouteAll({ behavior: "wait" });
  await world.context.setOffline(true);
  await world.comesToShow(page.locator(".strip"));
  await hasKeptItsPlace(card, before);
  await world.context.setOffline(false);
});

scenario("the order that was chosen is remembered", {}, async (world) => {
  const { page } = world;
  await world.open();
  await page.getByLabel("Sort the films").selectOption("title");
  await becomes(async () => (await world.titles())[0], "12 Angry Men");
  await world.reload();
  await becomes(async () => (await world.titles())[0], "12 Angry Men");
  assert.equal(await page.getByLabel("Sort the films").inputValue(), "title");
});

scenario("a filter never counts more films than there are", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await world.enter();
  await world.open();
  await page.getByRole("button", { name: /^Not voted/ }).click();
  await page.getByLabel("Filter the films").fill("charade");
  const count = page.locator(".find-count");
  await shows(count.filter({ hasText: /^1 of/ }));
  const [, all] = /^1 of (\d+)$/.exec(await count.textContent());
  await world.press(world.ticket("Charade"));
  await becomes(() => count.textContent(), `0 of ${Number(all) - 1}`);
  await shows(world.card("Charade"));
});
