// Two people at one phone: each keeps a ballot of their own.
import assert from "node:assert/strict";
import { problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { PASSWORD, tokens } from "./support/server.mjs";
import { becomes, comesToRest, hides, shows, ticketSays } from "./support/wait.mjs";

const GRACE = { entry: "mq_demo_entry" };
const ADMIN = { name: "admin", password: PASSWORD };
/** A film that nobody of them has voted for. */
const FILM = "The Cabinet of Dr. Caligari";

const face = (world, name) => world.button(`Vote as ${name}`);
const isNow = (world, name) => shows(world.button(`${name} is voting`));

/** Who has voted for it, as the server knows. */
const votersOf = async ({ server }, title = FILM) =>
  (await server.proposal(title)).voters.map(({ name }) => name);

const count = async (world) => (await votersOf(world)).length;

/** Ends a member's seat from elsewhere. */
async function deactivate({ server }, id) {
  const token = tokens.admin;
  const { headers } = await server.call("GET", `/members/${id}`, { token });
  const answer = await fetch(`${server.url}/api/v1/members/${id}`, {
    method: "PATCH",
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      "If-Match": headers.get("etag"),
    },
    body: JSON.stringify({ state: "inactive" }),
  });
  assert.equal(answer.status, 200);
}

scenario(
  "two people at one phone vote in turns, and each keeps their ballot",
  { on: ["phone"] },
  async (world) => {
    const { page } = world;
    await world.enter();
    await world.open();
    await hides(page.locator(".seats"));
    const before = await count(world);
    await world.open("/sign-in");
    const sheet = world.dialog("Add somebody");
    await sheet.getByLabel("Your name in the club").fill("admin");
    await sheet.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await world.press(sheet.getByRole("button", { name: "Sign in" }));
    await shows(world.toast("This is admin’s ballot now."));
    await isNow(world, "admin");
    await world.press(world.ticket(FILM));
    await ticketSays(world.ticket(FILM), true, before + 1);

    await world.press(face(world, "ada"));
    await isNow(world, "ada");
    await ticketSays(world.ticket(FILM), false, before + 1);
    await world.ticket(FILM).press("Enter"); // a tap so soon would be the end of a double tap
    await ticketSays(world.ticket(FILM), true, before + 2);
    await world.press(face(world, "admin"));
    await isNow(world, "admin");
    await world.ticket(FILM).press("Enter");
    await ticketSays(world.ticket(FILM), false, before + 1);
    await becomes(async () => {
      const names = await votersOf(world);
      return [names.includes("ada"), names.includes("admin")];
    }, [true, false]);
    await world.press(face(world, "ada"));
    await ticketSays(world.ticket(FILM), true, before + 1);
  },
);

for (const width of [320, 390, 760])
  scenario(
    `whoever is added starts at the films, and what is said covers no face, at ${width} pixels`,
    { on: ["phone"] },
    async (world) => {
      const { page } = world;
      await page.setViewportSize({ width, height: 700 });
      await world.enter();
      await world.open("/me");
      const add = page.locator(".me-end").getByRole("link", { name: "Add somebody" });
      await add.scrollIntoViewIfNeeded();
      await world.press(add);
      const sheet = world.dialog("Add somebody");
      await sheet.getByLabel("Your name in the club").fill("admin");
      await sheet.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await world.press(sheet.getByRole("button", { name: "Sign in" }));
      const toast = world.toast("This is admin’s ballot now.");
      await shows(toast);
      await isNow(world, "admin");
      await comesToRest(page);
      const [said, faces] = [await toast.boundingBox(), await page.locator(".seats").boundingBox()];
      assert.ok(said.y + said.height <= faces.y, `${said.y} + ${said.height} over ${faces.y}`);
      await becomes(() => world.path(), "/");
      assert.equal(await page.evaluate(() => scrollY), 0);
      await world.press(face(world, "ada"));
      await isNow(world, "ada");
    },
  );

scenario("a vote on its way is cast by whoever tapped it", { on: ["phone"] }, async (world) => {
  const { page } = world;
  await world.enter();
  await world.enterBeside(ADMIN);
  await world.open();
  await isNow(world, "admin");
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/api/v1/votes/*", async (route) => {
    await held;
    await route.continue();
  });
  await world.press(world.ticket(FILM));
  await world.press(face(world, "ada"));
  await becomes(() => face(world, "ada").getAttribute("aria-disabled"), "true");
  release();
  await isNow(world, "ada");
  const names = await votersOf(world);
  assert.deepEqual([names.includes("admin"), names.includes("ada")], [true, false]);
  await becomes(() => world.ticket(FILM).getAttribute("aria-pressed"), "false");
});

scenario(
  "two tabs are two seats, and stay so over a reload",
  { on: ["desktop"] },
  async (world) => {
    const { context, server } = world;
    await world.enter();
    await world.enterBeside(ADMIN);
    await world.open();
    await isNow(world, "admin");
    const other = await context.newPage();
    await other.goto(server.url);
    await other.getByRole("button", { name: "Vote as ada" }).click();
    await shows(other.getByRole("button", { name: "ada is voting" }));
    await world.press(world.ticket(FILM));
    await becomes(async () => (await votersOf(world)).includes("admin"), true);
    await world.reload();
    await isNow(world, "admin");
    await world.guard.leave(() => other.reload());
    await shows(other.getByRole("button", { name: "ada is voting" }));
    assert.equal((await votersOf(world)).includes("ada"), false);
    await other.close();
  },
);

scenario(
  "a seat that is deactivated meanwhile is said, and nobody else votes in its place",
  { on: ["phone"] },
  async (world) => {
    const { page, guard } = world;
    guard.expect(/401 /, /preload/);
    await world.enter();
    await world.enterBeside(GRACE);
    await world.open();
    await world.press(face(world, "ada"));
    await isNow(world, "ada");
    const before = await votersOf(world);
    await world.meanwhile("PUT", "/votes/*", () => deactivate(world, 1));
    await world.press(world.ticket(FILM));
    const told = `ada: You’re signed out, so your vote for ${FILM} wasn’t saved.`;
    const heard = "One vote hasn’t been sent yet. It stays here until ada signs in again.";
    await shows(world.toast(told).or(world.toast(heard)).first()); // whichever comes first
    await shows(page.getByText("Who’s voting?"));
    await hides(world.button("Vote as ada"));
    await world.reload();
    await shows(page.getByText("Who’s voting?"));
    await shows(world.card(FILM));
    assert.deepEqual(
      (await votersOf(world)).filter((name) => name !== "ada"),
      before.filter((name) => name !== "ada"),
    );
    await world.press(face(world, "grace"));
    await shows(world.link("grace"));
    await hides(page.locator(".seats"));
    await becomes(async () => (await votersOf(world)).includes("grace"), before.includes("grace"));
  },
);

scenario(
  "who is gone when their face is tapped is said, and the other one stays",
  { on: ["desktop"] },
  async (world) => {
    world.guard.expect(/401 /);
    await world.enter();
    await world.enterBeside(ADMIN);
    await world.open();
    await isNow(world, "admin");
    await deactivate(world, 1);
    await world.press(face(world, "ada"));
    await shows(world.toast("ada isn’t signed in here any more."));
    await shows(world.link("admin"));
    await hides(world.page.locator(".seats"));
  },
);

scenario("whoever signs out leaves the other one in", { on: ["phone"] }, async (world) => {
  const { page } = world;
  await world.enter();
  await world.enterBeside(ADMIN);
  await world.open("/me");
  await world.press(world.button("Sign out"));
  await shows(world.toast("You’re signed out."));
  await shows(page.getByText("Who’s voting?"));
  await world.press(face(world, "ada"));
  await shows(world.link("ada"));
  await hides(page.locator(".seats"));
});

scenario("a sixth seat is refused in words", { on: ["phone"] }, async (world) => {
  const { page, guard, server } = world;
  guard.expect(/409 .*\/sessions/);
  await world.enter();
  const { body } = await server.call("POST", "/invitations", { token: tokens.admin, body: {} });
  for (const name of ["Bao", "Carla", "Davi"])
    await world.enterBeside({ name, secret: body.secret }, "/members");
  await world.enterBeside(GRACE);
  await world.open();
  await becomes(() => page.locator(".seat-face").count(), 5);
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 700 });
    const box = await page.locator(".seats-bar").boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= width, `${width} px`);
  }
  await hides(world.link("Add somebody"));
  await world.open("/sign-in");
  const sheet = world.dialog("Add somebody");
  await sheet.getByLabel("Your name in the club").fill("admin");
  await sheet.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await world.press(sheet.getByRole("button", { name: "Sign in" }));
  await shows(sheet.getByText("Five people are signed in here already."));
  await world.open(`/join#${body.secret}`);
  await shows(page.getByText("Five people are signed in here."));
  await hides(world.button("Someone else is joining here"));
});

scenario("a tab whose seat is gone when it is opened again is a visitor's", {}, async (world) => {
  const { guard } = world;
  guard.expect(/401 .*\/club/);
  await world.enter();
  await world.open();
  await shows(world.link("ada"));
  await world.forgetAll();
  await world.open();
  await shows(world.link("Sign in"));
  await shows(world.card("Charade"));
  await world.reload();
  await shows(world.link("Sign in"));
});

scenario(
  "what one has asked for is not shown to the other, however late it comes",
  { on: ["phone"] },
  async (world) => {
    const { page, guard } = world;
    guard.expect(/500 .*\/sessions/);
    await world.enter();
    await world.enterBeside(ADMIN);
    await world.open("/me");
    await isNow(world, "admin");
    await shows(page.locator(".sessions").getByText("This device"));
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await page.route("**/api/v1/members/me/entry", async (route) => {
      await held;
      await route.continue();
    });
    const asked = page.waitForRequest("**/api/v1/members/me/entry");
    const own = page.locator(".me-own");
    await world.press(own.getByRole("button", { name: "Make my own link" }));
    await asked;
    await page.route("**/api/v1/sessions?*", (route) => route.fulfill(problem(500, "internal")));
    await world.press(face(world, "ada"));
    await isNow(world, "ada");
    await shows(page.getByText("The server made a mistake."));
    assert.equal(await page.locator(".sessions li").count(), 0);
    const came = page.waitForResponse("**/api/v1/members/me/entry");
    release();
    await (await came).finished();
    await becomes(() => own.locator(".link-address").inputValue(), "");
    await hides(own.getByText(/^Here it is/));
  },
);

scenario("an admin's page is another one for another admin", { on: ["desktop"] }, async (world) => {
  const { page, server } = world;
  await server.change("/members/1", { role: "admin" });
  await world.enter();
  await world.enterBeside(ADMIN);
  await world.open("/club");
  await world.press(world.button("ada").and(page.locator(".cast-name")));
  await shows(world.button("Give a new link: ada"));
  await world.press(face(world, "ada"));
  await isNow(world, "ada");
  await hides(world.button("Give a new link: ada"));
  await world.press(world.button("ada").and(page.locator(".cast-name")));
  await shows(page.getByText(/^This is you\./));
});

scenario("what went wrong for one is not there for the next", { on: ["phone"] }, async (world) => {
  const { page, guard } = world;
  guard.expect(/401 .*\/sessions/);
  await world.enter();
  await world.open("/sign-in");
  const sheet = world.dialog("Add somebody");
  await sheet.getByLabel("Your name in the club").fill("admin");
  await sheet.getByLabel("Password", { exact: true }).fill("not the password");
  await world.press(sheet.getByRole("button", { name: "Sign in" }));
  await shows(sheet.getByText(/^Wrong name or password\./));
  await page.keyboard.press("Escape");
  await hides(sheet);
  await world.press(world.link("ada"));
  await world.press(world.link("Add somebody"));
  await shows(sheet);
  await hides(sheet.getByText(/^Wrong name or password\./));
  await sheet.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await world.press(sheet.getByRole("button", { name: "Sign in" }));
  await isNow(world, "admin");
  await world.press(page.locator(".seat-add"));
  await shows(sheet);
  assert.equal(await sheet.getByLabel("Your name in the club").inputValue(), "");
});

scenario(
  "whoever is given the page while another signs out keeps it",
  { on: ["phone"] },
  async (world) => {
    const { page } = world;
    await world.enter();
    await world.enterBeside(ADMIN);
    await world.open("/me");
    await isNow(world, "admin");
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await page.route("**/api/v1/sessions", async (route) => {
      await held;
      await route.continue();
    });
    const asked = page.waitForRequest("**/api/v1/sessions");
    await world.press(world.button("Sign out"));
    await asked;
    await world.press(face(world, "ada"));
    await isNow(world, "ada");
    release();
    await shows(world.toast("You’re signed out."));
    await shows(world.link("ada"));
    await hides(page.locator(".seats"));
    assert.equal(world.path(), "/me");
  },
);
