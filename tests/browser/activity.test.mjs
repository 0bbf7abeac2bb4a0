// What happened in the club, as members and admins read it.
import assert from "node:assert/strict";
import { problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { PASSWORD, tokens } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows } from "./support/wait.mjs";

const ada = { token: tokens.ada };
const admin = { token: tokens.admin };

/** All sentences, the newest first. */
const told = (world) => world.page.locator(".deed-words").allTextContents();
const entry = (world, text) => world.page.locator(".deed").filter({ hasText: text });
const chip = (world, name) => world.page.locator(".chip").filter({ hasText: name });
const field = (world) => world.page.getByLabel("Show one member");

/** A vote, and a film that ada and then an admin deal with. */
async function letThingsHappen({ server }) {
  await server.call("PUT", "/votes/39", ada);
  const { body } = await server.call("POST", "/proposals", {
    ...ada,
    body: { title: "Grandfather's holidays" },
  });
  await server.call("DELETE", `/proposals/${body.id}`, admin);
}

async function openAs(world, name) {
  await world.enter(name);
  await world.open("/activity");
  await shows(world.page.locator(".deed").first());
}

scenario("an admin reads what everybody did, and goes to a film", {}, async (world) => {
  const { page } = world;
  await letThingsHappen(world);
  await world.enter("admin");
  await world.open("/club");
  await world.press(world.link("Activity"));
  await shows(page.getByRole("heading", { name: "Activity", level: 1 }));
  await becomes(() => page.title(), "Activity · Friday Film Club");
  await shows(page.getByRole("heading", { name: "Today" }));
  await shows(entry(world, "You withdrew Grandfather's holidays, which ada had proposed."));
  await shows(entry(world, "ada proposed Grandfather's holidays."));
  const vote = entry(world, "ada voted for Metropolis.");
  await shows(vote.locator("time"));
  await world.press(vote.getByRole("link", { name: "Metropolis" }));
  await shows(world.dialog("Metropolis"));
});

scenario("a member reads what concerns them, and nothing else", {}, async (world) => {
  const { page } = world;
  await letThingsHappen(world);
  await openAs(world, "ada");
  await shows(page.getByText("What you did here, and what others did for you and your films."));
  await shows(entry(world, "You voted for Metropolis."));
  await shows(entry(world, "admin withdrew Grandfather's holidays, which you had proposed."));
  for (const sentence of await told(world)) assert.match(sentence, /\b[Yy]ou\b/);
  const own = await page.locator(".tab-me .disc").textContent();
  assert.equal(await entry(world, "You voted for Metropolis.").locator(".disc").textContent(), own);
  await hides(world.button("Clear the log"));
  await hides(page.getByRole("navigation", { name: "The club’s pages" }));
});

scenario("a visitor signs in before they read the log", {}, async (world) => {
  await world.open("/activity");
  const dialog = world.dialog("Sign in");
  await dialog.getByLabel("Your name in the club").fill("ada");
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await world.page.keyboard.press("Enter");
  await shows(world.page.getByRole("heading", { name: "Activity", level: 1 }));
  await shows(entry(world, "You signed in on a new device").first());
});

scenario("the log is narrowed to an area, also by the keyboard", {}, async (world) => {
  const { page } = world;
  await letThingsHappen(world);
  await openAs(world, "admin");
  await world.press(chip(world, "Votes"));
  await hides(entry(world, "You withdrew"));
  await shows(entry(world, "ada voted for Metropolis."));
  for (const sentence of await told(world)) assert.match(sentence, / vote/);
  await page.keyboard.press("ArrowRight");
  await shows(entry(world, "ada proposed Grandfather's holidays."));
  await hides(entry(world, "ada voted for Metropolis."));
  await hasFocus(page.getByRole("radio", { name: "Films" }));
});

scenario("the log is narrowed to a member whose name is typed", {}, async (world) => {
  const { page } = world;
  await letThingsHappen(world);
  await openAs(world, "admin");
  await field(world).fill("gra");
  await shows(page.getByText("Showing what grace did, or was part of."));
  await hides(entry(world, "ada voted for Metropolis."));
  for (const sentence of await told(world)) assert.match(sentence, /\bgrace\b/);
  await field(world).fill("nobody at all");
  await shows(page.getByText("Nobody here is called “nobody at all”."));
  await shows(entry(world, "ada voted for Metropolis."));
  await field(world).fill("");
  await hides(page.getByText("Nobody here is called “nobody at all”."));
});

scenario("a member finds those whom their own log names", {}, async (world) => {
  const { page } = world;
  await letThingsHappen(world);
  await openAs(world, "ada");
  await field(world).fill("admin");
  await shows(page.getByText("Showing what admin did, or was part of."));
  await hides(entry(world, "You voted for Metropolis."));
  await shows(entry(world, "admin withdrew Grandfather's holidays, which you had proposed."));
});

scenario("where nothing is like what was asked for, all of it is a tap away", {}, async (world) => {
  const { page } = world;
  await letThingsHappen(world);
  await openAs(world, "ada");
  await world.press(chip(world, "Settings"));
  await shows(page.getByText("There’s nothing to show here."));
  await world.press(world.button("Show everything"));
  await shows(entry(world, "You voted for Metropolis."));
  assert.ok(await page.getByRole("radio", { name: "Everything" }).isChecked());
});

scenario("what happens meanwhile comes into the log by itself", {}, async (world) => {
  await letThingsHappen(world);
  await openAs(world, "admin");
  await world.server.call("PUT", "/votes/37", ada);
  await shows(entry(world, "ada voted for Charade."));
  await world.server.call("DELETE", "/votes/37", ada);
  await shows(entry(world, "ada took back a vote for Charade."));
  await hides(entry(world, "ada voted for Charade."));
});

scenario("an admin clears the log once that is confirmed", {}, async (world) => {
  const { page } = world;
  await letThingsHappen(world);
  await openAs(world, "admin");
  await world.press(world.button("Clear the log"));
  const asked = page.getByRole("group", { name: /^Clear the log for everybody\?/ });
  await shows(asked);
  await hasFocus(asked.getByRole("button", { name: "Never mind" }));
  await world.press(asked.getByRole("button", { name: "Never mind" }));
  await hasFocus(world.button("Clear the log"));
  await shows(entry(world, "ada voted for Metropolis."));
  await world.press(world.button("Clear the log"));
  await world.press(world.button("Yes, clear it"));
  await shows(world.toast("The log has been cleared."));
  await shows(entry(world, /^.*You cleared the log of \d+ entries\./));
  await hides(entry(world, "ada voted for Metropolis."));
  await hasFocus(page.getByRole("heading", { name: "Activity", level: 1 }));
  const { body } = await world.server.call("GET", "/activity?kind=votes", admin);
  assert.deepEqual(body.items, []);
});

scenario("a log that is not cleared says why, and stays", {}, async (world) => {
  const { page } = world;
  world.guard.expect(/503 .*\/activity/);
  await letThingsHappen(world);
  await openAs(world, "admin");
  const busy = problem(503, "busy");
  const headers = { ...busy.headers, "Retry-After": "30" };
  await page.route("**/api/v1/activity", (route) => route.fulfill({ ...busy, headers }));
  await world.press(world.button("Clear the log"));
  await world.press(world.button("Yes, clear it"));
  await shows(page.getByRole("alert").getByText(/^The server is busy right now\./));
  await shows(entry(world, "ada voted for Metropolis."));
});

scenario("a log that does not come is asked for again", {}, async (world) => {
  const { page } = world;
  world.guard.expect(/500 .*\/activity\?/);
  await letThingsHappen(world);
  const failure = problem(500, "internal");
  await page.route("**/api/v1/activity?*", (route) => route.fulfill(failure));
  await world.enter("admin");
  await world.open("/activity");
  await shows(page.getByText("The server made a mistake."));
  await page.unroute("**/api/v1/activity?*");
  await world.press(world.button("Try again"));
  await shows(entry(world, "ada voted for Metropolis."));
});

scenario(
  "a long log comes page by page, to its end",
  { server: { demo: false } },
  async (world) => {
    for (let number = 1; number <= 52; number += 1)
      world.server.run(["member", "add", `guest ${number}`]);
    await openAs(world, "ada");
    await becomes(async () => (await told(world)).length, 50);
    await hides(world.page.getByText("That’s all there is."));
    await world.press(world.button("Show more"));
    await shows(entry(world, "The host added you."));
    await shows(world.page.getByText("That’s all there is."));
    await hides(world.button("Show more"));
    const all = await told(world);
    for (let number = 1; number <= 52; number += 1)
      assert.equal(all.filter((each) => each === `The host added guest ${number}.`).length, 1);
  },
);

scenario("the log tells of who has left without a name", {}, async (world) => {
  await world.server.call("PUT", "/votes/39", ada);
  await world.server.call("DELETE", "/members/me", ada);
  await openAs(world, "admin");
  await shows(entry(world, "A member left the club."));
  await shows(entry(world, "A former member voted for Metropolis."));
  assert.equal(await entry(world, "ada").count(), 0);
});

scenario("an admin who is one no longer reads what concerns them", {}, async (world) => {
  world.guard.expect(/403 .*\/activity/);
  await letThingsHappen(world);
  const { body } = await world.server.call("GET", "/members?q=ada", admin);
  await world.server.change(`/members/${body.items[0].id}`, { role: "admin" });
  await openAs(world, "ada");
  await shows(entry(world, "hedy voted for Sunrise: A Song of Two Humans."));
  await world.server.change(`/members/${body.items[0].id}`, { role: "member" });
  await world.press(world.button("Clear the log"));
  await world.press(world.button("Yes, clear it"));
  await hides(entry(world, "hedy voted for Sunrise: A Song of Two Humans."));
  await shows(entry(world, "You voted for Metropolis."));
  await hides(world.button("Clear the log"));
});

scenario("a name that nobody has calls no one back who has gone on", {}, async (world) => {
  const { page } = world;
  await openAs(world, "admin");
  await field(world).fill("nobody at all");
  await page.keyboard.press("Tab");
  await shows(page.getByText("Nobody here is called “nobody at all”."));
  assert.equal(await field(world).evaluate((node) => node === document.activeElement), false);
});
