// After an evening the page asks how the film was: a dot on the tab, and one card over the vote page.
import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows } from "./support/wait.mjs";
import { screen } from "./support/watched.mjs";

const card = (world) => world.page.getByRole("region", { name: "How was it?" });
const stars = (world, spoken) => card(world).getByRole("radio", { name: spoken, exact: true });
const tab = (world) => world.page.locator(".tab-watched");
const said = "Watched, with films to rate";

/** The club has watched two more, and ada has rated none of them. */
async function watchTwo(world) {
  const date = new Date().toISOString().slice(0, 10);
  await screen(world, { title: "Holiday film 1", date });
  await screen(world, { title: "Holiday film 2", date });
}

/** Nothing that the demo brings is asked about. */
async function answerAll({ server }) {
  const { body } = await server.call("GET", "/members/me", { token: tokens.ada });
  for (const id of body.to_rate)
    await server.call("DELETE", `/members/me/to-rate/${id}`, { token: tokens.ada });
}

async function openAsked(world) {
  await answerAll(world);
  await watchTwo(world);
  await world.enter();
  await world.open();
  await shows(card(world).getByRole("link", { name: /^Holiday film/ }));
}

scenario("who has not rated is asked, and one tap answers", {}, async (world) => {
  await openAsked(world);
  const asked = await card(world).getByRole("link").textContent();
  assert.equal(await tab(world).getAttribute("aria-label"), said);
  await world.press(stars(world, "4 stars"));
  await shows(world.toast(`You gave ${asked} 4 stars.`));
  await shows(card(world).getByRole("link", { name: /^Holiday film/ }));
  assert.notEqual(await card(world).getByRole("link").textContent(), asked);
  await world.press(stars(world, "half a star"));
  await hides(card(world));
  await becomes(() => tab(world).getAttribute("aria-label"), null);
});

scenario("an answer by mistake is taken back", {}, async (world) => {
  await openAsked(world);
  await world.press(stars(world, "1 star"));
  const toast = world.toast("You gave");
  await world.press(toast.getByRole("button", { name: "Undo" }));
  await shows(world.toast("are gone."));
});

scenario("nobody is asked before there is something, nor a visitor", {}, async (world) => {
  await answerAll(world);
  await world.enter();
  await world.open();
  await shows(world.card("Charade"));
  await becomes(() => tab(world).getAttribute("aria-label"), null);
  assert.equal(await card(world).count(), 0);
  const asked = await world.page.evaluate(() => performance.getEntriesByType("resource"));
  assert.ok(!asked.some(({ name }) => name.includes("/to_rate/")), "nothing is loaded for it");
});

scenario(
  "a member whose page is open is asked once the film has been watched",
  {},
  async (world) => {
    await answerAll(world);
    await world.enter();
    await world.open();
    await shows(world.card("Charade"));
    await screen(world, { proposal_id: 39 });
    await shows(card(world).getByRole("link", { name: "Metropolis" }));
  },
);

scenario("who does not want to be asked is asked no more", {}, async (world) => {
  const { page } = world;
  await openAsked(world);
  for (const left of [1, 0]) {
    await world.press(card(world).getByRole("button", { name: /^Don’t ask about/ }));
    if (left === 1) await hasFocus(card(world).getByRole("link"));
  }
  await hides(card(world));
  await hasFocus(page.locator("main"));
  await world.reload();
  await shows(world.card("Charade"));
  await becomes(() => tab(world).getAttribute("aria-label"), null);
  assert.equal(await card(world).count(), 0);
});
