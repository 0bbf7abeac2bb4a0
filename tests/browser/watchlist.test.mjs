// What a member would like to see: from a film's sheet, from a search, and on a page of their own.
import assert from "node:assert/strict";
import { sidewaysScroll } from "./support/layout.mjs";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows } from "./support/wait.mjs";

const row = (world, title) => world.page.locator(".watchlist .hit", { hasText: title });
const button = (world, title, name) => row(world, title).getByRole("button", { name });

async function openList(world, name) {
  await world.enter(name);
  await world.open("/me/watchlist");
  await shows(world.page.getByRole("heading", { name: "Your list" }));
}

scenario("a film goes on the list from its sheet, and off again", {}, async (world) => {
  const { page } = world;
  await world.enter();
  await world.open();
  await world.press(world.link("Detour"));
  const dialog = world.dialog("Detour");
  await world.press(dialog.getByRole("button", { name: "Put on my list: Detour" }));
  await shows(dialog.getByText("You have this on your list"));
  await hasFocus(dialog.getByRole("button", { name: "Take it off my list: Detour" }));
  await page.keyboard.press("Escape");
  await shows(world.card("Detour").getByText("1 of you has this on a list"));
  await world.press(world.link("ada"));
  await world.press(page.getByRole("link", { name: "Your list" }));
  await shows(row(world, "Detour"));
  await world.press(row(world, "Detour").getByRole("link", { name: "Detour" }));
  await world.press(dialog.getByRole("button", { name: "Take it off my list: Detour" }));
  await shows(dialog.getByRole("button", { name: "Put on my list: Detour" }));
  await hides(world.card("Detour").getByText("on a list"));
});

scenario(
  "a film is proposed from the list in one tap, and Undo takes it back",
  {},
  async (world) => {
    await openList(world);
    await world.press(button(world, "Shawshank", /^Propose/));
    await shows(world.toast("The Shawshank Redemption is up for a vote."));
    await shows(button(world, "Shawshank", /^Vote for it/));
    await hasFocus(row(world, "Shawshank").getByRole("link", { name: "The Shawshank Redemption" }));
    await shows(world.page.getByText("You’ve proposed 4 of 10."));
    await world.press(button(world, "Shawshank", /^Vote for it/));
    await shows(row(world, "Shawshank").getByRole("link", { name: /^You voted for it/ }));
    await world.press(world.button("Undo"));
    await shows(button(world, "Shawshank", /^Propose/));
  },
);

scenario("a film is removed from the list, and Undo puts it back", {}, async (world) => {
  await openList(world);
  await world.press(button(world, "The Crowd", "Take it off my list: The Crowd"));
  await shows(world.toast("The Crowd is off your list."));
  await hides(row(world, "The Crowd"));
  await world.press(world.button("Undo"));
  await shows(row(world, "The Crowd"));
});

scenario("the last film that is removed leaves the way to another", {}, async (world) => {
  const { page, server } = world;
  await server.call("PUT", "/members/me/watchlist/38", { token: tokens.admin });
  await openList(world, "admin");
  await world.press(button(world, "Carnival of Souls", /^Take it off/));
  await shows(page.getByText("Your list is empty."));
  await hasFocus(page.getByRole("heading", { name: "Your list" }));
  await world.press(page.getByRole("link", { name: "Find a film" }).last());
  await shows(world.dialog("Propose a film"));
});

scenario(
  "a search says on how many lists a film is, and puts it on one’s own",
  {},
  async (world) => {
    const { page } = world;
    await world.enter("admin");
    await world.open("/propose");
    await page.getByLabel("Title, IMDb id or a pasted link").fill("shawshank");
    const hit = world.dialog("Propose a film").getByRole("listitem");
    await shows(hit.getByText("4 of you have this on a list"));
    await world.press(hit.getByRole("button", { name: /^Put on my list/ }));
    await shows(hit.getByText("You and 4 others have this on a list"));
    await world.press(hit.getByRole("button", { name: /^Take it off my list/ }));
    await shows(hit.getByText("4 of you have this on a list"));
    await page.getByLabel("Title, IMDb id or a pasted link").fill("casablanca");
    await world.press(hit.getByRole("button", { name: "Put on my list: Casablanca" }));
    await shows(hit.getByText("You have this on your list"));
    await world.press(world.dialog("Propose a film").getByRole("link", { name: /your list/ }));
    await shows(row(world, "Casablanca"));
  },
);

scenario("who has used all of their room reads why nothing can be proposed", {}, async (world) => {
  for (let film = 4; film <= 10; film += 1)
    await world.server.call("POST", "/proposals", {
      token: tokens.ada,
      body: { title: `Film ${film}` },
    });
  await openList(world);
  await shows(world.page.getByText(/^You’ve proposed 10 of 10\. To propose another/));
  await shows(row(world, "The Shawshank Redemption"));
  assert.equal(await button(world, "Shawshank", /^Propose/).count(), 0);
  await shows(button(world, "Charade", /^Vote for it/));
});

scenario("visitors read nothing of lists", {}, async (world) => {
  await world.open();
  await shows(world.card("Charade"));
  assert.equal(await world.page.getByText("on a list").count(), 0);
});

scenario("the longest title fits on the list", { on: ["phone"] }, async (world) => {
  const { page, server } = world;
  const body = { title: `${"W".repeat(90)}${" Ostern".repeat(14)}` };
  const { body: proposal } = await server.call("POST", "/proposals", { token: tokens.ada, body });
  await server.call("PUT", `/members/me/watchlist/${proposal.film.id}`, { token: tokens.ada });
  await openList(world);
  await shows(row(world, "WWWW"));
  for (const width of [320, 390, 700, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    assert.deepEqual(await page.evaluate(sidewaysScroll), [0], `${width} px`);
  }
  await becomes(() => page.locator(".watchlist .hit").count(), 4);
});
