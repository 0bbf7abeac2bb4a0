// The club's settings, as an admin changes them.
import assert from "node:assert/strict";
import { problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, hides, shows } from "./support/wait.mjs";

const name = (world) => world.page.getByLabel("The club’s name");
const settings = async (world) =>
  (await world.server.call("GET", "/club/settings", { token: tokens.admin })).body;

async function openSettings(world) {
  await world.enter("admin");
  await world.open("/club/settings");
  await shows(name(world));
}

scenario("an admin changes the settings, and they hold at once", {}, async (world) => {
  const { page } = world;
  await openSettings(world);
  await becomes(() => name(world).inputValue(), "Friday Film Club");
  await name(world).fill("Kino im Hof");
  await page.getByLabel("Anybody Whoever opens the page").check();
  await page.getByLabel("Members only").check();
  await page.getByLabel("Shown to members").check();
  await page.getByLabel("Films per member").fill("4");
  await page.getByLabel("The club’s language").fill("de-DE");
  await shows(
    page.getByText(
      "TMDB has titles and plots in German (Germany). Other sources have them in English.",
    ),
  );
  await page.getByLabel("Time zone").fill("Asia/Kathmandu");
  await shows(page.getByText(/^It’s \w+day.* \d\d:\d\d there now\.$/));
  await world.press(world.button("Save"));
  await shows(world.toast("Saved."));
  await becomes(() => page.locator(".sign").textContent(), "Kino im Hof");
  await becomes(() => page.title(), "Settings · Kino im Hof");
  assert.deepEqual(await settings(world), {
    name: "Kino im Hof",
    sign_up: "open",
    read_access: "members",
    proposal_limit: 4,
    language: "de-DE",
    time_zone: "Asia/Kathmandu",
    missing_voters: "members",
    set_by_host: [],
  });
});

scenario(
  "settings that can't be are said beside their field, and nothing changes",
  {},
  async (world) => {
    const { page } = world;
    world.guard.expect(/400 .*\/club\/settings/);
    await openSettings(world);
    const before = await settings(world);
    await name(world).fill("  ");
    await page.getByLabel("Films per member").fill("lots");
    await world.press(world.button("Save"));
    await shows(page.getByText("A club needs a name."));
    await shows(page.getByText("Enter a whole number from 0 to 1000."));
    await name(world).fill("Kino im Hof");
    await page.getByLabel("Films per member").fill("10");
    await page.getByLabel("The club’s language").fill("klingon");
    await world.press(world.button("Save"));
    await shows(page.getByText("The language must be a language and a country, like en-US."));
    assert.deepEqual(await settings(world), before);
  },
);

scenario(
  "what the host has set can't be changed on the page, and says so",
  { server: { env: { MARQUEE_SIGNUP: "closed" } } },
  async (world) => {
    const { page } = world;
    await openSettings(world);
    const notes = page.getByText(/^Whoever hosts the club has set this/).filter({ visible: true });
    await becomes(() => notes.count(), 1);
    assert.ok(await page.getByLabel("With an invitation").isDisabled());
    assert.ok(await page.getByLabel("Nobody").isChecked());
    await name(world).fill("Kino im Hof");
    await world.press(world.button("Save"));
    await shows(world.toast("Saved."));
  },
);

scenario("who changes settings that somebody else has changed loses nothing", {}, async (world) => {
  const { page } = world;
  world.guard.expect(/412 .*\/club\/settings/);
  await openSettings(world);
  await name(world).fill("Kino im Hof");
  await world.server.change("/club/settings", { proposal_limit: 3, name: "Saturday Club" });
  await world.press(world.button("Save"));
  await shows(page.getByRole("alert").getByText(/^Someone else has just changed the settings\./));
  assert.equal(await name(world).inputValue(), "Kino im Hof");
  assert.equal(await page.getByLabel("Films per member").inputValue(), "3");
  assert.equal((await settings(world)).name, "Saturday Club");
  await world.press(world.button("Save"));
  await shows(world.toast("Saved."));
  await hides(page.getByRole("alert").getByText(/^Someone else/));
  assert.equal((await settings(world)).name, "Kino im Hof");
  assert.equal((await settings(world)).proposal_limit, 3);
});

scenario("who saves what they have not changed is told", {}, async (world) => {
  await openSettings(world);
  await world.press(world.button("Save"));
  await shows(world.toast("You haven’t changed anything."));
});

scenario("settings that do not come are asked for again", {}, async (world) => {
  world.guard.expect(/500 .*\/club\/settings/);
  const failure = problem(500, "internal");
  await world.page.route("**/api/v1/club/settings", (route) => route.fulfill(failure));
  await world.enter("admin");
  await world.open("/club/settings");
  await shows(world.page.getByText("The server made a mistake."));
  await hides(name(world));
  await world.page.unroute("**/api/v1/club/settings");
  await world.press(world.button("Try again"));
  await shows(name(world));
});

scenario("all but the name goes back to what a new club has", {}, async (world) => {
  const { page } = world;
  const before = await settings(world);
  const changed = { sign_up: "open", read_access: "members", proposal_limit: 3, language: "de-DE" };
  await world.server.change("/club/settings", changed);
  await openSettings(world);
  await name(world).fill("Kino im Hof");
  await world.press(world.button("Use the defaults"));
  await world.press(world.button("Yes, use the defaults"));
  await shows(world.toast("Everything but the name is back to how it is in a new club."));
  assert.equal(await page.getByLabel("Films per member").inputValue(), "10");
  assert.ok(await page.getByLabel("With an invitation").isChecked());
  assert.equal(await name(world).inputValue(), "Kino im Hof", "it is not saved, and not lost");
  assert.deepEqual(await settings(world), before);
});
