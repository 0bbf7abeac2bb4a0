// What the vote page leaves until somebody opens it.
import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { asksNoMore, becomes, hides, shows } from "./support/wait.mjs";
import { STRANGER } from "./support/watched.mjs";

const LATER = /^\/(views\/(?!vote\/)|components\/(form|sheet|modal)\.js|styles\/(form|sheet)\.css)/;
/** What an admin finds on the vote page besides: who leads, and the way to settle on it. */
const NIGHT =
  /^\/(views\/(tonight\/|(watched\/(calls|watched)|club\/calls)\.js)|components\/form\.js|styles\/(form|sheet)\.css)/;

/** Paths of what the page asks for, from now on. */
function asked(world) {
  const paths = [];
  world.page.on("request", (request) => paths.push(world.path(request.url())));
  return () => paths.filter((path) => LATER.test(path));
}

scenario("the vote page loads nothing that only other views need", {}, async (world) => {
  const paths = asked(world);
  await world.enter();
  await world.open();
  await shows(world.ticket("Charade"));
  await asksNoMore(world.page);
  assert.deepEqual(paths(), []);
});

scenario("an admin pays for the way to tonight’s film, not for its sheet", {}, async (world) => {
  await world.server.call("PUT", `/screenings/${STRANGER.id}/rating`, {
    token: tokens.admin,
    body: { stars: 4 },
  });
  const paths = asked(world);
  await world.enter("admin");
  await world.open();
  await shows(world.link("Settle on tonight’s film"));
  await asksNoMore(world.page);
  const sheet = /^\/views\/tonight\/(sheet|settle|change|choice|wish|rate)\b/;
  const others = paths().filter((path) => !NIGHT.test(path) || sheet.test(path));
  assert.deepEqual(others, []);
});

scenario("the vote page comes as one module, and its words", { on: ["desktop"] }, async (world) => {
  const modules = [];
  world.page.on("request", (request) => {
    if (request.resourceType() === "script") modules.push(world.path(request.url()));
  });
  await world.holdClock();
  await world.open();
  assert.deepEqual(modules.sort(), ["/main.js", "/old.js", "/words/en/page.js"]);
});

scenario("a view is loaded when the pointer comes near it", { on: ["desktop"] }, async (world) => {
  await world.enter();
  await world.open();
  await shows(world.ticket("Charade"));
  const paths = asked(world);
  await world.link("Charade").hover();
  await becomes(() => paths().includes("/views/film/view.js"), true);
  await world.link("Propose").focus();
  await becomes(() => paths().includes("/views/propose/view.js"), true);
});

for (const [name, path, open, heading] of [
  ["a sheet", "/views/propose/view.js", "Propose", "Propose a film"],
  ["a page", "/views/me/view.js", "ada", "ada"],
  ["a page whose words are missing", "/words/en/me.js", "ada", "ada"],
])
  scenario(`${name} that cannot be loaded says so, and can be tried again`, {}, async (world) => {
    const { page, guard } = world;
    guard.expect(new RegExp(`${path}|dynamically imported|ERR_ABORTED`));
    await world.enter();
    await world.open();
    await shows(world.ticket("Charade"));
    await page.route(`**${path}`, (route) => route.abort());
    await world.press(page.getByRole("navigation").getByRole("link", { name: open }));
    const notice = page.getByText("This part of the page didn’t load.");
    await shows(notice);
    await page.unroute(`**${path}`);
    await world.press(world.button("Try again"));
    await hides(notice);
    await shows(page.getByRole("heading", { name: heading, exact: true }));
  });
