// What the club has watched: the list, a screening's sheet, and the stars that are given there.
import assert from "node:assert/strict";
import { problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows } from "./support/wait.mjs";
import { AMELIE, STRANGER, screen, unrate } from "./support/watched.mjs";

const showing = (world, title) => world.page.locator(".showing").filter({ hasText: title });
const titles = (world) => world.page.locator(".showing-link").allTextContents();
/** A film may be watched twice: two rows of one title. */
const ids = (world) =>
  world.page.locator(".showing").evaluateAll((rows) => rows.map(({ id }) => id));
const stars = (place, spoken) => place.getByRole("radio", { name: spoken, exact: true });
const ratingOf = async (world, id, name = "ada") => {
  const { body } = await world.server.call("GET", `/screenings/${id}`, { token: tokens.ada });
  return body.ratings.find(({ member }) => member?.name === name)?.stars ?? null;
};

async function openList(world, name) {
  if (name) await world.enter(name);
  await world.open("/watched");
  await shows(world.page.locator(".showing").first());
}

scenario("the tab beside the vote leads to what was watched, and back", {}, async (world) => {
  const { page } = world;
  await world.enter();
  await world.open();
  const tab = page.locator(".tab-watched");
  await world.press(tab);
  await shows(page.getByRole("heading", { name: "Watched", level: 1 }));
  await becomes(() => page.title(), "Watched · Friday Film Club");
  assert.equal(await tab.getAttribute("aria-current"), "page");
  const [first, second] = [showing(world, STRANGER.title), showing(world, AMELIE.title)];
  await shows(first);
  await shows(second);
  assert.equal((await titles(world)).indexOf(STRANGER.title), 0, "the newest stands first");
  await world.press(page.locator(".tab-vote"));
  await shows(world.card("Charade"));
});

scenario(
  "one tap gives stars, another changes them, a third takes them back",
  {},
  async (world) => {
    await unrate(world, AMELIE.id);
    await openList(world, "ada");
    const card = showing(world, AMELIE.title);
    await shows(card.getByText("Rate it"));
    await world.press(stars(card, "4 and a half stars"));
    await becomes(() => ratingOf(world, AMELIE.id), 4.5);
    await shows(card.getByText("4 ratings"));
    await world.press(stars(card, "2 stars"));
    await becomes(() => ratingOf(world, AMELIE.id), 2);
    await world.press(card.getByRole("button", { name: `Clear: Your stars for ${AMELIE.title}` }));
    await becomes(() => ratingOf(world, AMELIE.id), null);
    await shows(card.getByText("3 ratings"));
    await world.press(world.toast("are gone").getByRole("button", { name: "Undo" }));
    await becomes(() => ratingOf(world, AMELIE.id), 2);
    await becomes(() => stars(card, "2 stars").isChecked(), true);
    await world.reload();
    await becomes(() => stars(card, "2 stars").isChecked(), true);
  },
);

scenario("a visitor sees averages, but no names and nothing to press", {}, async (world) => {
  const { page } = world;
  await openList(world);
  const card = showing(world, AMELIE.title);
  await shows(card.getByRole("img", { name: "4 and a half stars" }));
  await hides(page.getByRole("radio").first());
  await hides(page.getByText(/^Proposed by/).first());
  await hides(world.link("Add a film"));
  await world.press(card.getByRole("link"));
  await shows(world.dialog(AMELIE.title).getByText("Sign in to see who gave what."));
  assert.equal(await page.locator(".giver").count(), 0);
});

scenario("a screening's sheet says who gave what, and gives the place back", {}, async (world) => {
  const { page } = world;
  await openList(world, "ada");
  const link = showing(world, AMELIE.title).getByRole("link");
  await world.press(link);
  const sheet = world.dialog(AMELIE.title);
  await shows(sheet.getByText(/^Watched on /));
  await shows(sheet.getByText("Proposed by grace"));
  await shows(sheet.getByText("Three of us cried."));
  const grace = sheet.getByRole("listitem").filter({ hasText: "grace" });
  await shows(grace.getByRole("img", { name: "5 stars" }));
  const table = sheet.getByRole("table", { name: "How many people gave each number of stars" });
  const five = table.getByRole("row", { name: "5 stars" });
  assert.equal(await five.getByRole("cell").textContent(), "1");
  await world.press(stars(sheet, "5 stars"));
  await becomes(() => five.getByRole("cell").textContent(), "2");
  assert.equal(world.path(), `/screenings/${AMELIE.id}`);
  await page.keyboard.press("Escape");
  await hides(sheet);
  await hasFocus(link);
  assert.equal(world.path(), "/watched");
  await becomes(() => stars(showing(world, AMELIE.title), "5 stars").isChecked(), true);
});

scenario("who follows a link to a screening comes out at the list", {}, async (world) => {
  await world.enter();
  await world.open(`/screenings/${AMELIE.id}`);
  await shows(world.dialog(AMELIE.title));
  await world.press(world.button("Close"));
  await shows(world.page.getByRole("heading", { name: "Watched", level: 1 }));
  await becomes(() => world.path(), "/watched");
});

scenario("a screening that is not there is said to be gone", {}, async (world) => {
  world.guard.expect(/404 .*\/screenings\/999/);
  await world.enter();
  await world.open("/screenings/999");
  await shows(world.page.getByText("This film isn’t on the watched list any more."));
  await world.press(world.link("Show all watched films"));
  await shows(showing(world, AMELIE.title));
});

scenario("a film is found by a part of its title", {}, async (world) => {
  const { page } = world;
  await openList(world, "ada");
  await page.getByLabel("Find a film").fill("amelie");
  await hides(showing(world, STRANGER.title));
  await shows(showing(world, AMELIE.title));
  await page.getByLabel("Find a film").fill("no such film");
  await shows(page.getByText("No watched film matches “no such film”."));
  await world.press(world.button("Show all watched films"));
  await shows(showing(world, STRANGER.title));
  assert.equal(await page.getByLabel("Find a film").inputValue(), "");
});

scenario(
  "a club that has watched nothing says what will be here",
  { server: { demo: false } },
  async (world) => {
    await world.enter();
    await world.open("/watched");
    await shows(world.page.getByText("Nothing watched yet."));
    await world.press(world.link("Add a film").last());
    await shows(world.dialog("Add a film you’ve watched"));
  },
);

scenario("a list that fails says why, and comes on another try", {}, async (world) => {
  const { page } = world;
  world.guard.expect(/500 .*\/screenings/);
  await page.route("**/api/v1/screenings?*", (route) => route.fulfill(problem(500, "internal")));
  await world.enter();
  await world.open("/watched");
  await shows(page.getByText("The server made a mistake."));
  await page.unroute("**/api/v1/screenings?*");
  await world.press(world.button("Try again"));
  await shows(showing(world, AMELIE.title));
});

scenario("a long list goes on as one scrolls, and keeps its place", {}, async (world) => {
  const { page } = world;
  for (let film = 1; film <= 60; film += 1)
    await screen(world, { title: `Holiday film ${film}`, date: `${1970 + (film % 50)}-02-03` });
  await openList(world, "ada");
  const listed = () => page.locator(".showing").count();
  assert.ok((await listed()) < 60);
  await becomes(async () => {
    await page.mouse.wheel(0, 4_000);
    await page.evaluate(() => scrollBy(0, 4_000));
    return (await listed()) >= 62;
  }, true);
  const all = await ids(world);
  assert.equal(new Set(all).size, all.length, "none stands there twice");
});

scenario("what another member gives is seen a moment later", {}, async (world) => {
  await openList(world, "ada");
  const card = showing(world, AMELIE.title);
  await shows(card.getByText("4 ratings"));
  await world.server.call("PUT", `/screenings/${AMELIE.id}/rating`, {
    token: tokens.admin,
    body: { stars: 1 },
  });
  await shows(card.getByText("5 ratings"));
});

scenario("nothing moves while posters and stars come", {}, async (world) => {
  const { page } = world;
  await world.prepare(() => {
    globalThis.shifts = 0;
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) globalThis.shifts += value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await openList(world, "ada");
  await becomes(
    () =>
      page
        .locator(".showing img")
        .first()
        .evaluate((img) => img.complete),
    true,
  );
  await becomes(() => stars(showing(world, AMELIE.title), "4 and a half stars").isChecked(), true);
  assert.ok((await page.evaluate(() => globalThis.shifts)) < 0.01);
});
