// Films from elsewhere: which file, what is in it, what has become of it.
import assert from "node:assert/strict";
import { problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { choose, letterboxd, openImports, table } from "./support/uploads.mjs";
import { becomes, hasFocus, hides, shows } from "./support/wait.mjs";

const row = (world, title) =>
  world.page.locator(".import-row").filter({ has: world.page.getByText(title, { exact: true }) });
const heading = (world, name) => world.page.getByRole("heading", { name, exact: true });
const press = (world, name) => world.press(world.button(name));

/** The four numbers. */
const sums = (world) => world.page.locator(".import-step:not([hidden]) dd").allTextContents();

/** Lets all of it come in. */
async function bringIn(world, films) {
  await press(world, `Bring in ${films}`);
  await shows(world.page.getByRole("heading", { name: /came in$/ }));
}

scenario("a member finds the way, and brings their ZIP from Letterboxd", {}, async (world) => {
  const { page, server } = world;
  await world.enter();
  await world.open("/me");
  await world.press(page.getByRole("link", { name: "Bring your films along" }));
  await shows(heading(world, "Bring your films along"));
  await choose(world, letterboxd());
  await hasFocus(heading(world, "What’s in it"));
  assert.deepEqual(await sums(world), ["3", "0", "2", "1"]);
  await shows(page.getByText("You’ve seen them, with your stars: 2 films"));
  await shows(page.getByText("On your list: 1 film"));

  const cabinet = row(world, "The Cabinet");
  await shows(cabinet.getByText("ratings.csv · Line 4"));
  await world.press(cabinet.getByRole("button", { name: /The Cabinet of Dr. Caligari/ }));
  await hasFocus(cabinet.getByRole("button", { name: "Change: The Cabinet" }));
  await shows(world.button("Bring in 4 films"));
  await world.press(page.getByText("Left out: 1 row"));
  await shows(row(world, "Nosferatu").getByText("Year: The year isn’t one."));

  await bringIn(world, "4 films");
  await hasFocus(heading(world, "4 films came in"));
  await shows(page.getByText("1 row: The year isn’t one."));
  const { body } = await server.call("GET", "/marks?of=seen", { token: tokens.ada });
  assert.deepEqual(
    [4.5, 5, 3.5].filter((stars) => !body.items.some((mark) => mark.stars === stars)),
    [],
  );
  await world.press(page.getByRole("link", { name: "Go to your list" }));
  await shows(page.locator(".watchlist .hit", { hasText: "Detour" }));
});

scenario("the same file again changes nothing", {}, async (world) => {
  await openImports(world);
  await choose(world, letterboxd());
  await bringIn(world, "3 films");
  await press(world, "Bring another file");
  await hasFocus(heading(world, "Bring your films along"));
  await choose(world, letterboxd());
  await becomes(() => sums(world), ["0", "3", "2", "1"]);
  assert.equal(await world.button("Bring in 0 films").count(), 0);
  await shows(world.page.getByText(/^Nothing can come in yet/));
});

scenario("what wasn’t chosen can be chosen afterwards", {}, async (world) => {
  await openImports(world);
  await choose(world, letterboxd());
  await bringIn(world, "3 films");
  await press(world, "Choose the rest");
  await hasFocus(heading(world, "What’s in it"));
  await world.press(row(world, "The Cabinet").getByRole("button", { name: /Caligari/ }));
  await bringIn(world, "1 film");
  await hasFocus(heading(world, "1 film came in"));
});

scenario("a choice is taken back, and a film that fits is left out", {}, async (world) => {
  await openImports(world);
  await choose(world, letterboxd());
  const cabinet = row(world, "The Cabinet");
  await world.press(cabinet.getByRole("button", { name: /Caligari/ }));
  await press(world, "Change: The Cabinet");
  await hasFocus(cabinet.getByRole("button", { name: /Caligari/ }));
  await world.press(cabinet.getByRole("button", { name: "Leave it out: The Cabinet" }));
  await shows(cabinet.getByText("You’ve left it out."));
  await world.press(world.page.getByText("Found: 3 rows"));
  await press(world, "Leave it out: Charade");
  await hasFocus(world.button("Change: Charade"));
  await becomes(() => sums(world), ["2", "0", "1", "3"]);
  await shows(world.button("Bring in 2 films"));
});

scenario("a spreadsheet doesn’t say what its films are, so its member does", {}, async (world) => {
  const { page } = world;
  await openImports(world);
  await choose(world, table("title,year", "Charade,1963", "Detour,1945"));
  await shows(page.getByText("The file doesn’t say what these films are. What are they?"));
  assert.equal(await page.getByRole("button", { name: "The club has watched them" }).count(), 0);
  await press(world, "I’d like to watch them");
  await shows(page.getByText("On your list: 1 film"));
  await hides(page.getByText("The file doesn’t say what these films are."));
  assert.deepEqual(await sums(world), ["1", "1", "0", "0"]);
});

scenario("an admin brings the club’s films, and reads whose they become", {}, async (world) => {
  const { page } = world;
  await openImports(world, "admin");
  await shows(page.getByText(/^You’re an admin, so/));
  await choose(world, table("title,year", "Charade,1963"));
  await press(world, "The club has watched them");
  await shows(page.getByText("For the club, as watched: 1 film"));
  await bringIn(world, "1 film");
  await shows(page.getByRole("link", { name: "Go to Watched" }));
});

scenario("the club’s films are not for a member to bring", {}, async (world) => {
  const { page } = world;
  await openImports(world);
  await hides(page.getByText(/^You’re an admin, so/));
  await choose(world, table("title,year,status,proposed_by,votes", "Casablanca,1942,open,,3"));
  await world.press(page.getByText("Left out: 1 row"));
  await shows(row(world, "Casablanca").getByText("Only admins bring the club’s lists."));
  await press(world, "Not now");
  await hasFocus(heading(world, "Bring your films along"));
});

scenario("a file that can’t be read is refused with what is wrong and where", {}, async (world) => {
  const { page, guard } = world;
  guard.expect(/422 .*\/imports/);
  await openImports(world);
  await choose(world, table("title,year", '"Charade,1963'));
  await shows(page.getByRole("alert").getByText(/Line 2: A quotation mark opens here/));
  await choose(world, { name: "list.html", text: "<!doctype html><title>Films</title>" });
  await shows(page.getByText(/This is a web page, not a list of films\.$/));
  await choose(world, table("title,year,stars", "Charade,1963,4"));
  await shows(heading(world, "What’s in it"));
});

scenario("a file that is too large isn’t even sent", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await openImports(world);
  await page.evaluate(() => {
    const input = document.querySelector("#import-file");
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(20 * 1024 * 1024 + 1)], "films.csv"));
    input.files = files.files;
    input.dispatchEvent(new Event("change"));
  });
  await shows(page.getByRole("alert").getByText(/^This file is larger than 20 MB\./));
});

scenario("who is third with a file reads when to try again", {}, async (world) => {
  const { page, guard } = world;
  guard.expect(/503 .*\/imports/);
  const busy = problem(503, "busy");
  await page.route(
    "**/api/v1/imports?*",
    (route) => route.fulfill({ ...busy, headers: { ...busy.headers, "Retry-After": "5" } }),
    { times: 1 },
  );
  await openImports(world);
  await choose(world, letterboxd());
  await shows(page.getByText(/^Two files are being read right now\. Try again in 5 seconds\./));
  await choose(world, letterboxd());
  await shows(heading(world, "What’s in it"));
});

scenario("without a connection it says so, and goes on later", {}, async (world) => {
  const { page, context, guard } = world;
  guard.expect(/ERR_INTERNET_DISCONNECTED/);
  await openImports(world);
  await context.setOffline(true);
  await choose(world, letterboxd());
  await shows(page.getByText("You’re offline. Try again once you’re back online."));
  await context.setOffline(false);
  await choose(world, letterboxd());
  await shows(heading(world, "What’s in it"));
});

scenario("whoever comes back goes on where they were", {}, async (world) => {
  await openImports(world);
  await choose(world, letterboxd());
  await world.press(row(world, "The Cabinet").getByRole("button", { name: /Caligari/ }));
  await shows(world.button("Bring in 4 films"));
  await world.reload();
  await shows(world.button("Bring in 4 films"));
  await press(world, "Not now");
  await shows(world.page.getByText("Choose a file"));
  await world.reload();
  await shows(world.page.getByText("Choose a file"));
});

scenario("an upload that isn’t kept any more is to be chosen again", {}, async (world) => {
  const { page, server, guard } = world;
  guard.expect(/404 .*\/imports\//);
  await openImports(world);
  await choose(world, letterboxd());
  await shows(world.button("Bring in 3 films"));
  const { body } = await server.call("GET", "/imports", { token: tokens.ada });
  await server.call("DELETE", `/imports/${body.items[0].id}`, { token: tokens.ada });
  await press(world, "Bring in 3 films");
  await shows(page.getByText(/^This file isn’t here any more\./));
  await hasFocus(heading(world, "Bring your films along"));
});

scenario("whose session is over meanwhile signs in, and comes back", {}, async (world) => {
  const { page, server, guard } = world;
  guard.expect(/status of 401 /);
  await openImports(world);
  await choose(world, letterboxd());
  await shows(world.button("Bring in 3 films"));
  await world.meanwhile("POST", "/imports/**", () =>
    server.call("DELETE", "/sessions/others", { token: tokens.ada }),
  );
  await press(world, "Bring in 3 films");
  await shows(page.getByRole("button", { name: "Sign in again" }));
  await hides(world.button("Bring in 3 films"));
});

scenario("long lists come page by page, and fit on every screen", {}, async (world) => {
  const { page } = world;
  await openImports(world);
  const films = Array.from({ length: 23 }, (_, at) => `${"W".repeat(60)} ${at},19${at + 30}`);
  await choose(world, table("title,year,stars", ...films.map((film) => `${film},3`)));
  await becomes(() => page.locator(".import-row:visible").count(), 10);
  await press(world, "Show more");
  await becomes(() => page.locator(".import-row:visible").count(), 20);
  for (const width of [320, 390, 700, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(wide, 0, `${width} px`);
  }
});
