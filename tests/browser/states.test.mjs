import assert from "node:assert/strict";
import { isAtHand } from "./support/kept.mjs";
import { failing, problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { becomes, hides, shows, ticketSays } from "./support/wait.mjs";

const strip = (world) => world.page.locator(".vote > .strip");
const notice = (world) => world.page.locator("main .notice");

scenario(
  "a club without a film invites the first one",
  { on: ["phone"], server: { demo: false } },
  async (world) => {
    const { page } = world;
    await world.enter();
    await world.open();
    await shows(notice(world).getByText("No film is up for a vote yet."));
    await world.press(notice(world).getByRole("link", { name: "Propose a film" }));
    await page.getByLabel("Title, IMDb id or a pasted link").fill("metropolis");
    const dialog = world.dialog("Propose a film");
    await world.press(dialog.getByRole("listitem").getByRole("button", { name: /^Propose/ }));
    await shows(world.dialog("Metropolis"));
    await page.keyboard.press("Escape");
    await becomes(
      () => page.locator("h1").innerText(),
      "1 film up for a vote · You’ve proposed 1 of 10",
    );
    await hides(notice(world));
  },
);

scenario(
  "the first film that somebody proposes comes in by itself",
  { server: { demo: false } },
  async (world) => {
    const { server, token } = world;
    await world.enter();
    await world.open();
    await shows(notice(world).getByText("No film is up for a vote yet."));
    await server.call("POST", "/proposals", { token, body: { title: "Metropolis" } });
    await shows(world.card("Metropolis"));
    await hides(notice(world));
    await hides(world.page.locator(".pill"));
  },
);

scenario(
  "the sources of the club's films are named at the foot, with a link where they have one",
  { server: { demo: false, env: { MARQUEE_PROVIDERS: "demo cinemeta" } } },
  async (world) => {
    await world.enter();
    await world.open();
    const foot = world.page.getByRole("contentinfo");
    await shows(foot.getByText(/^Film facts and posters from the built-in catalogue/));
    const link = foot.getByRole("link");
    await becomes(
      () => link.innerText(),
      "Film data from Cinemeta, posters from metahub (Stremio).",
    );
    assert.equal(await link.getAttribute("href"), "https://www.stremio.com");
    assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
  },
);

const withTmdb = { MARQUEE_PROVIDERS: "demo tmdb", MARQUEE_TMDB_TOKEN: "none" };
scenario(
  "a source that wants its logo seen has it at the foot",
  { server: { demo: false, env: withTmdb } },
  async (world) => {
    await world.enter();
    await world.open();
    const foot = world.page.getByRole("contentinfo");
    await shows(foot.getByText(/^This product uses TMDB and the TMDB APIs but is not endorsed/));
    const logos = foot.getByRole("img");
    await becomes(() => logos.evaluateAll((all) => all.map((it) => it.naturalWidth > 0)), [true]);
    assert.equal(await logos.getAttribute("alt"), "TMDB");
  },
);

const closed = { demo: false, env: { MARQUEE_READ_ACCESS: "members" } };
scenario(
  "a club that is closed to visitors shows its door",
  { on: ["desktop"], server: closed },
  async (world) => {
    const { page, guard, server, token } = world;
    guard.expect(/401 .*\/api\/v1\/proposals/);
    await server.call("POST", "/proposals", { token, body: { title: "Secret film" } });
    await world.open("/proposals/1");
    await shows(page.getByRole("heading", { name: "Members only" }));
    assert.ok(!(await page.locator("body").innerText()).includes("Secret film"));
    const door = page.locator("main");
    await door.getByLabel("Your name in the club").fill("ada");
    await door.getByLabel("Password", { exact: true }).fill("film night demo");
    await world.press(door.getByRole("button", { name: "Sign in" }));
    await shows(world.dialog("Secret film"));
    await hides(page.getByRole("heading", { name: "Members only" }));
  },
);

scenario("sorting shows the films in each order", { on: ["phone"] }, async (world) => {
  const { page } = world;
  await world.open();
  const sort = page.getByLabel("Sort the films");
  const first = async () => (await world.titles()).slice(0, 2);
  await becomes(first, ["Metropolis", "Charade"]);
  await sort.selectOption("newest");
  await becomes(first, ["Häxan", "Sunrise: A Song of Two Humans"]);
  await sort.selectOption("runtime");
  await becomes(first, ["Steamboat Willie", "Big Buck Bunny"]);
  await sort.selectOption("title");
  await becomes(first, ["12 Angry Men", "A Trip to the Moon"]);
  await sort.selectOption("votes");
  await becomes(first, ["Metropolis", "Charade"]);
});

scenario(
  "a filter finds by title, director and genre, without accents",
  { on: ["desktop"] },
  async (world) => {
    const { page } = world;
    await world.open();
    const filter = page.getByLabel("Filter the films");
    await filter.fill("haxan");
    await becomes(() => world.titles(), ["Häxan"]);
    await filter.fill("keaton");
    await becomes(async () => (await world.titles()).includes("Sherlock Jr."), true);
    await filter.fill("no film is called so");
    await shows(notice(world).getByText("No film here matches “no film is called so”."));
    await world.press(notice(world).getByRole("button", { name: "Show all films" }));
    await becomes(async () => (await world.titles()).length, 44);
    assert.equal(await filter.inputValue(), "");
  },
);

scenario(
  "a reader who goes offline is told, and it goes on by itself",
  { on: ["phone"] },
  async (world) => {
    const { context, guard } = world;
    guard.expect(/ERR_INTERNET_DISCONNECTED/);
    await world.enter();
    await world.holdClock();
    await world.open();
    await shows(world.card("Charade"));
    await isAtHand(world);
    await context.setOffline(true);
    await world.page.clock.runFor(2_500);
    assert.equal(await strip(world).isVisible(), false, "a moment passes unsaid");
    await world.comesToShow(strip(world));
    await becomes(
      () => strip(world).innerText(),
      "You’re offline. This page catches up once you’re back online.",
    );
    await shows(world.card("Charade"));
    await world.press(world.ticket("Charade"));
    await shows(world.toast("You’re offline. Your vote for Charade is kept here"));
    await ticketSays(world.ticket("Charade"), true, 10);
    await context.setOffline(false);
    await hides(strip(world));
  },
);

scenario(
  "a server that goes away is named, and found again",
  { on: ["desktop"] },
  async (world) => {
    const { guard, server } = world;
    guard.expect(/ERR_CONNECTION_REFUSED/, /ERR_CONNECTION_RESET/, /ERR_EMPTY_RESPONSE/);
    await world.holdClock();
    await world.open();
    await shows(world.card("Charade"));
    await server.halt();
    await world.comesToShow(strip(world));
    await becomes(
      () => strip(world).innerText(),
      "The club’s server isn’t answering. It may be restarting. This page keeps trying.",
    );
    await shows(world.card("Charade"));
    await server.start();
    await world.comesTo(async () => assert.ok(await strip(world).isHidden()));
  },
);

scenario(
  "a first page that cannot be loaded can be tried again",
  { on: ["phone"] },
  async (world) => {
    const { guard } = world;
    guard.expect(/ERR_FAILED/);
    const abort = (route) => route.abort("failed");
    const tryAgain = await failing(world, "**/api/v1/**", abort);
    await world.goto("/");
    await shows(notice(world).getByText("The club’s server isn’t answering."));
    await tryAgain(notice(world).getByRole("button", { name: "Try again" }));
    await shows(world.card("Charade"));
    await hides(notice(world));
  },
);

scenario(
  "a mistake of the server is shown with its request id",
  { on: ["desktop"] },
  async (world) => {
    const { page, guard } = world;
    guard.expect(/500 .*\/proposals/);
    await page.route("**/api/v1/proposals?*", (route) => route.fulfill(problem(500, "internal")));
    await world.open();
    await shows(notice(world).getByText("The server made a mistake."));
    await shows(notice(world).getByText(/tell whoever hosts the club: req-12345678\./));
  },
);

scenario(
  "a busy server and a full disk have sentences of their own",
  { on: ["phone"] },
  async (world) => {
    const { page, guard } = world;
    guard.expect(/503 .*\/votes/, /507 .*\/votes/);
    await world.enter();
    await world.open();
    const answers = [problem(503, "busy"), problem(507, "storage-full")];
    const [busy, full] = answers;
    busy.headers["Retry-After"] = "60";
    await page.route("**/api/v1/votes/*", (route) => route.fulfill(answers.shift() ?? full));
    await world.press(world.ticket("Charade"));
    await shows(world.toast("The server is busy right now. Your vote for Charade is kept here"));
    await world.press(world.ticket("Detour"));
    await shows(world.toast("The server’s disk is full. Your vote for Detour is kept here"));
  },
);

scenario(
  "a session that was ended elsewhere leaves a visitor with a message",
  { on: ["phone"] },
  async (world) => {
    const { page, guard, server } = world;
    guard.expect(/401 .*\/api\/v1\//);
    const id = await world.enter();
    const other = await server.signIn("ada");
    await world.holdClock();
    await world.open();
    await shows(world.card("Charade").locator(".disc").first());
    await server.call("DELETE", `/sessions/${id}`, { cookie: other.cookie });
    await world.comesToShow(world.toast("You’ve been signed out."));
    await shows(world.link("Sign in"));
    await becomes(() => page.locator(".disc:visible").count(), 0);
    await becomes(async () => (await world.titles()).length, 44);
  },
);

scenario("a vote with an ended session asks to sign in", { on: ["phone"] }, async (world) => {
  const { guard, server } = world;
  guard.expect(/401 .*\/api\/v1\//);
  const id = await world.enter();
  const other = await server.signIn("ada");
  await world.holdClock();
  await world.open();
  await server.call("DELETE", `/sessions/${id}`, { cookie: other.cookie });
  await world.press(world.ticket("Charade"));
  await shows(world.toast("You’re signed out, so your vote for Charade wasn’t saved."));
  await ticketSays(world.ticket("Charade"), false, 9);
  await world.press(world.button("Sign in again"));
  await shows(world.dialog("Sign in").getByText("your vote for Charade counts"));
});

scenario(
  "a page that was opened with a dead cookie is a visitor's",
  { on: ["desktop"] },
  async (world) => {
    const { context, guard, server } = world;
    guard.expect(/401 .*\/api\/v1\//);
    const [name] = (await server.signIn("ada")).cookie.split("=");
    await context.addCookies([{ name, value: "A".repeat(43), url: server.url }]);
    await world.open();
    await shows(world.card("Charade"));
    await shows(world.link("Sign in"));
  },
);

scenario(
  "an address that is no page of the club says so, and leads to the films",
  { on: ["desktop"] },
  async (world) => {
    world.guard.expect(/404 .*\/nowhere/);
    await world.open("/nowhere");
    await shows(notice(world).getByText("There’s nothing here."));
    assert.match(await world.page.title(), /^Nothing here · Friday Film Club$/);
    assert.equal(await world.page.locator(".card").count(), 0);
    await world.press(notice(world).getByRole("link", { name: "See the films up for a vote" }));
    await shows(world.card("Charade"));
  },
);
