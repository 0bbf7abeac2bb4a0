import assert from "node:assert/strict";
import { metropolis, troubled } from "./support/cache.mjs";
import { failing, problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { PASSWORD, tokens } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows } from "./support/wait.mjs";

/** The number over a label. */
const figure = (world, name) => world.page.locator(`.figure-${name} dd`).textContent();

scenario("an admin finds the cache from their own page", {}, async (world) => {
  const { page } = world;
  await world.enter("admin");
  await world.open("/me");
  await world.press(world.link("Film data"));
  await shows(page.getByRole("heading", { name: "Film data" }));
  await becomes(() => page.title(), "Film data · Friday Film Club");
  await becomes(() => figure(world, "fresh"), "74");
  await becomes(() => figure(world, "failing"), "0");
  await shows(page.getByText(/^This club uses only the built-in catalogue/));
  await shows(page.getByText("None. Every source answered last time."));
  await world.press(world.button("Refresh all stale films"));
  await shows(world.toast("Everything is up to date."));
});

scenario("the cache says how each source and each failing film is", {}, async (world) => {
  const { page } = world;
  await world.tellCache(troubled);
  await world.enter("admin");
  await world.open("/cache");
  const source = (name) =>
    page.locator(".sources li").filter({ has: page.getByText(name, { exact: true }) });
  await shows(source("TMDB").getByText("Working, 2 under way, 14 waiting"));
  await shows(page.getByText("Of the films shown so far, 97% were fresh."));
  await shows(source("Cinemeta, posters").getByText(/^2 failures in a row since \d\d:\d\d$/));
  await shows(source("Cinemeta, posters").getByText("Last error: https://images.metahub.space"));
  await shows(page.getByText(/^Paused until .*\d\d:\d\d, 5 failures in a row since/));
  const row = (title) => page.locator(".failing li").filter({ hasText: title });
  await shows(row("tt9999998").getByText("No details found for this film."));
  await shows(row("tt9999998").getByText("first not found 2 days ago"));
  await shows(row("tt9999998").getByText("next try when someone opens it"));
  await shows(row("Metropolis").getByText("no answer within 10 s"));
  await shows(row("Metropolis").getByText("4 tries"));
  await shows(row("Metropolis").getByText(/next try (at|on) .*\d\d:\d\d$/));
  await shows(page.getByRole("heading", { name: "Posters that didn’t come" }));
  await shows(row("City Lights").getByText("The image cannot be decoded"));
  await shows(row("City Lights").getByText("next try when you refresh it"));
});

scenario(
  "a failing film of the cache is refreshed, and is gone once it is well",
  {},
  async (world) => {
    const { page } = world;
    let failing = [metropolis()];
    await world.tellCache(() => ({ films_failing: failing }));
    await world.enter("admin");
    await world.open("/cache");
    const sent = page.waitForRequest("**/api/v1/cache/refresh");
    const refresh = world.button("Refresh Metropolis");
    await refresh.focus();
    sent.then(() => (failing = []));
    await world.press(refresh);
    assert.deepEqual((await sent).postDataJSON(), { film_id: 39 });
    await shows(world.toast("Looking up Metropolis again."));
    await hides(refresh);
    await hasFocus(page.getByRole("heading", { name: "Films that need a look" }));
  },
);

scenario("an admin is told of posters that are asked for again", {}, async (world) => {
  await world.page.route("**/api/v1/cache/refresh", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { wanted: 0, posters: 1 } });
  });
  await world.enter("admin");
  await world.open("/cache");
  await world.press(world.button("Refresh all stale films"));
  await shows(world.toast("Looking up 1 poster. This page keeps up."));
});

scenario("the cache is asked for again while it is seen, and only then", {}, async (world) => {
  const { page } = world;
  let asked = 0;
  world.guard.expect(/ERR_FAILED/);
  await page.route("**/api/v1/events", (route) => route.abort());
  await world.tellCache(() => ({ pending: ++asked }));
  await world.enter("admin");
  await world.open("/cache");
  await becomes(() => figure(world, "pending"), "1");
  await becomes(() => figure(world, "pending"), "2");
  await world.press(page.getByRole("navigation").getByRole("link", { name: "Vote" }));
  await shows(world.card("Charade"));
  const before = asked;
  await page.waitForResponse("**/api/v1/proposals?*");
  await page.waitForResponse("**/api/v1/proposals?*");
  assert.ok(asked <= before + 1);
});

scenario("visitors sign in before they see the cache", {}, async (world) => {
  const { page } = world;
  await world.open("/cache");
  const dialog = world.dialog("Sign in");
  await dialog.getByLabel("Your name in the club").fill("admin");
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await becomes(() => figure(world, "fresh"), "74");
});

scenario("members are told that the cache is for admins", {}, async (world) => {
  const { page } = world;
  await world.enter();
  await world.open("/cache");
  await shows(page.getByText("Only admins can open this page."));
  await world.open("/me");
  await shows(page.getByRole("heading", { name: "ada" }));
  await hides(world.link("Film data"));
});

scenario("a cache that cannot be had says so, and keeps what it has", {}, async (world) => {
  const { page, guard } = world;
  guard.expect(/500 .*\/cache/);
  const tryAgain = await failing(world, "**/api/v1/cache");
  await world.enter("admin");
  await world.open("/cache");
  await shows(page.getByText("The server made a mistake."));
  await tryAgain();
  await becomes(() => figure(world, "fresh"), "74");
  await page.route("**/api/v1/cache", (route) => route.fulfill(problem(500, "internal")));
  await shows(page.getByText(/You’re looking at older figures\.$/));
  assert.equal(await figure(world, "fresh"), "74");
});

scenario("a refresh of the cache that the server refuses says why", {}, async (world) => {
  world.guard.expect(/503 .*\/cache\/refresh/);
  await world.enter("admin");
  await world.open("/cache");
  const busy = problem(503, "busy");
  await world.page.route("**/api/v1/cache/refresh", (route) =>
    route.fulfill({ ...busy, headers: { ...busy.headers, "Retry-After": "30" } }),
  );
  await world.press(world.button("Refresh all stale films"));
  await shows(world.toast("The server is busy right now."));
});

scenario("an admin has the data of any film asked for, in its dialog", {}, async (world) => {
  const { page } = world;
  await world.enter("admin");
  await world.open();
  await world.press(world.link("Charade"));
  const dialog = world.dialog("Charade");
  await shows(dialog.getByText(/^Film data from the built-in catalogue, /));
  const sent = page.waitForRequest("**/api/v1/cache/refresh");
  await world.press(dialog.getByRole("button", { name: "Refresh film data" }));
  assert.equal(typeof (await sent).postDataJSON().film_id, "number");
  await shows(world.toast("Looking up Charade again."));
});

scenario("a film that is up no more has its data asked for, too", {}, async (world) => {
  await world.server.call("DELETE", "/proposals/37", { token: tokens.admin });
  await world.enter("admin");
  await world.open("/proposals/37");
  const dialog = world.dialog("Charade");
  await shows(dialog.getByText("This film has been withdrawn."));
  await shows(dialog.getByRole("button", { name: "Refresh film data" }));
  await hides(dialog.getByRole("button", { name: "Withdraw this film" }));
});

scenario("members see nothing of where a film's data comes from", {}, async (world) => {
  await world.enter();
  await world.open();
  await world.press(world.link("His Girl Friday"));
  const dialog = world.dialog("His Girl Friday");
  await shows(dialog.getByRole("button", { name: "Withdraw this film" }));
  await hides(dialog.getByRole("button", { name: "Refresh film data" }));
  await hides(dialog.getByText(/^Film data from/));
});
