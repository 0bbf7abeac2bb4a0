// What leads stands on the stage; the lists beside it.
import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { becomes, hides, shows } from "./support/wait.mjs";

const staged = (world) => world.page.locator(".lead .card-link").allTextContents();

/** Lets the server tell of other counts, by title; any other film has one vote. */
const tellCounts = ({ page }, counts, otherwise = 1) =>
  page.route("**/api/v1/proposals?*", async (route) => {
    const response = await route.fetch();
    const list = await response.json();
    for (const proposal of list.items)
      proposal.vote_count = counts[proposal.film.title] ?? otherwise;
    await route.fulfill({ json: list, headers: { ...response.headers(), etag: '"told"' } });
  });

const level = (...titles) => Object.fromEntries(titles.map((title) => [title, 9]));

scenario("the film that leads is on the stage, and not in the grid again", {}, async (world) => {
  const { page } = world;
  await world.enter();
  await world.open();
  await becomes(() => staged(world), ["Metropolis"]);
  await shows(page.getByText("Leading with 10 votes"));
  await shows(page.getByText("You, grace and 8 more"));
  assert.equal(await world.card("Metropolis").count(), 1);
});

scenario("all that are level are on the stage as such", {}, async (world) => {
  await tellCounts(world, level("Charade", "Detour"));
  await world.open();
  await becomes(async () => (await staged(world)).sort(), ["Charade", "Detour"]);
  await becomes(() => world.page.getByText("Tied at 9 votes").count(), 2);
});

scenario("of more than three the first three are on it", { on: ["desktop"] }, async (world) => {
  await tellCounts(world, level("Charade", "Detour", "Nosferatu", "Wings", "Häxan"));
  await world.open();
  await becomes(async () => (await staged(world)).length, 3);
  await shows(world.page.getByText("And 2 more at the top of the list below"));
  await becomes(() => world.page.locator(".cards .is-leading").count(), 2);
});

scenario("without a vote somebody is asked to go first", { on: ["phone"] }, async (world) => {
  const { page } = world;
  await world.enter();
  await tellCounts(world, {}, 0);
  await world.open();
  await shows(page.getByText("Nobody has voted yet. Who goes first?"));
  assert.deepEqual(await staged(world), []);
});

scenario("another order or a filter needs no stage", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await world.open();
  await becomes(() => staged(world), ["Metropolis"]);
  await world.filter("metro");
  await becomes(() => staged(world), []);
  await shows(page.getByText("1 of 44"));
  await page.getByLabel("Filter the films").press("Escape");
  await becomes(() => staged(world), ["Metropolis"]);
  await page.getByLabel("Sort the films").selectOption("newest");
  await becomes(() => staged(world), []);
});

const list = (world, name) => world.page.getByRole("button", { name: new RegExp(`^${name} \\d`) });

scenario("a member sees all films, those without a vote, and the own ones", {}, async (world) => {
  const { page } = world;
  await world.enter();
  await world.open();
  await becomes(() => list(world, "All").textContent(), "All 44");
  await world.press(list(world, "Mine"));
  await becomes(() => page.locator("li.card").count(), 3);
  await world.press(list(world, "Not voted"));
  await becomes(() => page.locator("li.card").count(), 36);
  const ticket = page.locator("li.card .ticket").nth(8);
  const id = await ticket.evaluate((node) => node.closest("li").id);
  await world.press(ticket);
  await becomes(() => page.locator(`#${id} .ticket`).getAttribute("aria-pressed"), "true");
  await becomes(() => list(world, "Not voted").textContent(), "Not voted 35");
  assert.equal(await page.locator("li.card").count(), 36, "it stays under the hand");
  await world.press(list(world, "Not voted"));
  await becomes(() => page.locator("li.card").count(), 35);
  await becomes(() => page.evaluate(() => scrollY), 0);
});

scenario("a visitor has one list, and no other to choose", {}, async (world) => {
  await world.open();
  await shows(world.card("Metropolis"));
  await hides(list(world, "Not voted"));
});
