// What to watch next, as the page suggests it.
import assert from "node:assert/strict";
import { failing, problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { becomes, hides, shows } from "./support/wait.mjs";

const card = (world, name) =>
  world.page.locator(".suggestion").filter({ has: world.page.getByRole("heading", { name }) });
const time = (world) => world.page.getByLabel("How much time do you have tonight?");
const double = (world) => world.page.getByLabel("A double bill should take about");

scenario(
  "the vote page leads to films that fit tonight, each with its reason",
  {},
  async (world) => {
    const { page } = world;
    await world.enter();
    await world.open();
    await world.press(world.link("What next?"));
    await becomes(() => page.title(), "What next? · Friday Film Club");
    await shows(
      card(world, "The short one").getByText(/^It takes .*: the shortest of the 5 films/),
    );
    await hides(card(world, "Fits tonight"));
    await time(world).selectOption("75");
    const fits = card(world, "Fits tonight");
    await shows(fits.getByText(/^Of the films that fit into 1.h.15.m, it has the most votes\.$/));
    await world.press(fits.getByRole("link"));
    await shows(page.getByRole("dialog"));
  },
);

scenario("what was asked once is remembered", {}, async (world) => {
  await world.open("/next");
  await time(world).selectOption("90");
  await double(world).selectOption("180");
  const bill = card(world, "A double bill");
  await shows(bill.getByText(/3.h/).first());
  await becomes(() => bill.getByRole("link").count(), 2);
  await world.reload();
  await shows(card(world, "Fits tonight"));
  assert.equal(await time(world).inputValue(), "90");
  assert.equal(await double(world).inputValue(), "180");
});

scenario("suggestions that do not come are asked for again", {}, async (world) => {
  const { page } = world;
  world.guard.expect(/500 .*\/suggestions/);
  const tryAgain = await failing(world, "**/api/v1/suggestions*");
  await world.open("/next");
  await shows(page.getByText("The server made a mistake."));
  await tryAgain();
  await shows(card(world, "The short one"));
});

scenario("what is suggested stays when it cannot be asked for anew", {}, async (world) => {
  const { page } = world;
  await world.open("/next");
  await shows(card(world, "The short one"));
  world.guard.expect(/500 .*\/suggestions/);
  let count = 0;
  await page.route("**/api/v1/suggestions*", (route) => {
    count += 1;
    return route.fulfill(problem(500, "internal"));
  });
  await becomes(() => count > 1, true);
  await shows(card(world, "The short one"));
  await hides(page.getByText("The server made a mistake."));
});
