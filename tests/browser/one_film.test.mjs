import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { shiftsOf, watchShifts } from "./support/shifts.mjs";
import { becomes, hides, shows } from "./support/wait.mjs";

const { ada, admin } = tokens;
const ids = { Metropolis: 39, Charade: 37 };

/** Metropolis is grace's; the other one is the newest of ada's. */
async function joinAdas(world) {
  const { body } = await world.server.call("GET", "/proposals?sort=newest", { token: ada });
  const mine = body.items.find(({ proposer }) => proposer.name === "ada");
  const joins = `/proposals/${ids.Metropolis}/joins/${mine.id}`;
  await world.server.call("PUT", joins, { token: admin });
  return mine;
}

scenario("a proposer is told that it is one film, until they put it away", {}, async (world) => {
  const mine = await joinAdas(world);
  await world.enter();
  await world.open();
  const news = world.page.getByRole("region", { name: "About your proposals" });
  await shows(news.getByText(`${mine.film.title} is the same film as Metropolis, which grace`));
  await world.reload();
  await shows(news);
  await hides(world.card(mine.film.title));
  await world.press(news.getByRole("link", { name: "See it" }));
  await shows(world.dialog("Metropolis"));
  await world.page.goBack();
  await world.press(news.getByRole("button", { name: "Got it" }));
  await hides(news);
  await world.reload();
  await shows(world.card("Metropolis"));
  await hides(news);
});

scenario("what a proposer is told late moves nothing in sight", {}, async (world) => {
  const { page } = world;
  await joinAdas(world);
  await watchShifts(page);
  let release;
  const isSeen = new Promise((resolve) => (release = resolve));
  await page.route("**/api/v1/members/me", async (route) => {
    await isSeen;
    await route.continue();
  });
  await world.enter();
  await world.open();
  await shows(world.card("Metropolis"));
  const before = await shiftsOf(page);
  release();
  const news = page.getByRole("region", { name: "About your proposals" });
  await shows(news.getByRole("button", { name: "Got it" }));
  assert.equal(await shiftsOf(page), before);
});

scenario("the address of a joined proposal leads to the other one", {}, async (world) => {
  const mine = await joinAdas(world);
  await world.enter("admin");
  await world.open(`/proposals/${mine.id}`);
  const dialog = world.dialog(mine.film.title);
  await shows(dialog.getByText("It’s the same film as Metropolis. Vote for it there."));
  await hides(dialog.locator(".ticket"));
  await world.press(dialog.getByRole("link", { name: "Metropolis" }));
  await shows(world.dialog("Metropolis"));
});

/** Opens "add it by hand" and types into it. */
async function byHand(world, title, year) {
  await world.enter();
  await world.open();
  await world.press(world.link("Propose"));
  const dialog = world.dialog("Propose a film");
  await world.press(dialog.getByText("Not found? Add it by hand"));
  await dialog.getByLabel("Title", { exact: true }).fill(title);
  await dialog.getByLabel("Year (if you know it)").fill(year);
  await world.press(dialog.getByRole("button", { name: "Propose it" }));
  return dialog;
}

scenario("a title by hand that is up is offered first, and gets the vote", {}, async (world) => {
  const dialog = await byHand(world, "the général (1926)", "");
  await shows(dialog.getByRole("heading", { name: "Is it this one?" }));
  await world.press(dialog.getByRole("button", { name: "Vote for it: The General" }));
  await shows(dialog.getByRole("link", { name: "You voted for it: The General" }));
  const { body } = await world.server.call("GET", "/proposals?q=general", { token: ada });
  assert.equal(body.items.length, 1);
  await becomes(async () => {
    const list = await world.server.call("GET", "/proposals?q=general", { token: ada });
    return list.body.items[0].voters.some(({ name }) => name === "ada");
  }, true);
});

scenario("another film of the same title is proposed all the same", {}, async (world) => {
  const dialog = await byHand(world, "Metropolis", "");
  await world.press(dialog.getByRole("button", { name: "No, propose another “Metropolis”" }));
  await shows(world.toast("Metropolis is up for a vote."));
});

scenario("a remake of another year is not held up", {}, async (world) => {
  await byHand(world, "Metropolis", "2001");
  await shows(world.toast("Metropolis is up for a vote."));
});

/** A source has merged their ids. */
function tellSame(world) {
  return world.page.route("**/api/v1/proposals?*", async (route) => {
    const response = await route.fetch();
    const list = await response.json();
    const isUp = (id) => list.items.some((each) => each.id === id);
    for (const item of list.items)
      if (isUp(ids.Metropolis) && item.id === ids.Charade) item.same_as = ids.Metropolis;
    await route.fulfill({
      json: list,
      headers: { ...response.headers(), etag: `"${Date.now()}"` },
    });
  });
}

/** Where the letters are. */
const textBox = (locator) =>
  locator.evaluate((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { x, width } = range.getBoundingClientRect();
    return { x: Math.round(x), width };
  });

const votesOf = async (world, id) =>
  (await world.server.call("GET", `/proposals/${id}`, { token: ada })).body.vote_count;

scenario("an admin makes two proposals one, and two again", {}, async (world) => {
  const before = [await votesOf(world, ids.Charade), await votesOf(world, ids.Metropolis)];
  await tellSame(world);
  await world.enter("admin");
  await world.open(`/proposals/${ids.Charade}`);
  const two = world.dialog("Charade");
  await shows(
    two.getByText("This looks like the same film as Metropolis, which is also up for a vote."),
  );
  await world.press(two.getByRole("button", { name: "Make them one" }));
  await world.press(two.getByRole("group").getByRole("button", { name: "Make them one" }));
  await shows(world.toast("Charade is one proposal now, with the votes of both."));
  const told = two.getByText("grace proposed Metropolis (tt0017136) too.");
  await shows(told);
  const undo = two.getByRole("button", { name: "Make them two again" });
  const [line, label] = await Promise.all([told, undo].map(textBox));
  assert.ok(
    Math.abs(label.x - line.x) <= 1 || label.x > line.x + line.width,
    "it begins where the line begins",
  );
  assert.ok((await votesOf(world, ids.Charade)) > before[0]);
  await world.press(undo);
  await shows(world.toast("They’re two proposals again. Each has its own votes."));
  await becomes(() => votesOf(world, ids.Charade), before[0]);
  assert.equal(await votesOf(world, ids.Metropolis), before[1]);
});

scenario("members see that a film is up twice, and no button", {}, async (world) => {
  await tellSame(world);
  await world.enter();
  await world.open();
  await shows(world.card("Charade").getByText("Up twice"));
  await world.press(world.link("Charade"));
  const dialog = world.dialog("Charade");
  await shows(
    dialog.getByText("This looks like the same film as Metropolis, which is also up for a vote."),
  );
  await hides(dialog.getByRole("button", { name: "Make them one" }));
});
