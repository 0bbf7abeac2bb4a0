import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { becomes, hasFocus, hides, shows, ticketSays } from "./support/wait.mjs";

const REFUSED = /401 .*\/api\/v1\/sessions$/;
const THROTTLED = /429 .*\/api\/v1\/sessions$/;

/** Types who one is, and sends it off. */
async function signIn(world, name, password) {
  const { page } = world;
  await page.getByLabel("Your name in the club").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await world.press(page.locator("form").getByRole("button", { name: "Sign in" }));
}

scenario("a visitor signs in, and sees names and what is left to propose", {}, async (world) => {
  const { page } = world;
  await world.open();
  await world.press(world.link("Sign in"));
  await shows(world.dialog("Sign in"));
  assert.equal(world.path(), "/sign-in");
  await signIn(world, "ada", "film night demo");

  await hides(world.dialog("Sign in"));
  await becomes(
    () => page.locator("h1").innerText(),
    "44 films up for a vote · You’ve proposed 3 of 10",
  );
  await becomes(() => world.path(), "/");
  await shows(world.card("Metropolis").locator(".disc").first());
  await shows(world.link("ada"));
});

scenario(
  "a wrong password is named, and the right one is taken next",
  { on: ["phone"] },
  async (world) => {
    const { page, guard } = world;
    guard.expect(REFUSED);
    await world.open("/sign-in");
    await signIn(world, "ada", "film night demi");
    const alert = page.locator("dialog").getByRole("alert");
    await becomes(
      () => alert.innerText(),
      "Wrong name or password. Check both. Capital letters matter in the password.",
    );
    await page.getByRole("button", { name: "Show password" }).click();
    assert.equal(
      await page.getByLabel("Password", { exact: true }).inputValue(),
      "film night demi",
      "what was typed is still there",
    );
    await signIn(world, "ada", "film night demo");
    await hides(world.dialog("Sign in"));
  },
);

scenario("an empty name and an empty password are asked for", { on: ["phone"] }, async (world) => {
  const { page } = world;
  await world.open("/sign-in");
  await signIn(world, "", "");
  await shows(page.getByText("Enter your name."));
  await hasFocus(page.getByLabel("Your name in the club"));
  await signIn(world, "ada", "");
  await shows(page.getByText("Enter your password."));
  await hasFocus(page.getByLabel("Password", { exact: true }));
});

scenario("too many tries are told how long to wait", { on: ["phone"] }, async (world) => {
  const { page, guard } = world;
  guard.expect(REFUSED, THROTTLED);
  await world.open("/sign-in");
  const alert = page.locator("dialog").getByRole("alert");
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await signIn(world, "ada", `not the password ${attempt}`);
    await alert.getByText("Wrong name or password").waitFor();
    await page.getByLabel("Password", { exact: true }).fill("");
  }
  await signIn(world, "ada", "film night demo");
  await becomes(
    async () =>
      /^Too many tries\. Wait \d+ (seconds?|minutes?), then/.test(await alert.innerText()),
    true,
  );
});

scenario(
  "the door of a closed club says why it closed, and no toast lies over it",
  { on: ["phone"], server: { demo: false, env: { MARQUEE_READ_ACCESS: "members" } } },
  async (world) => {
    const { page, guard, server } = world;
    guard.expect(/401 .*\/api\/v1\//);
    const id = await world.enter();
    await world.open();
    const { cookie } = await server.signIn("ada");
    await server.call("DELETE", `/sessions/${id}`, { cookie });
    await shows(page.getByText("You’ve been signed out. Sign in to see what’s on."));
    await shows(page.locator("main").getByRole("button", { name: "Sign in" }));
    assert.equal(await page.locator(".toast").count(), 0);
  },
);

scenario("signing out makes a visitor of a member", {}, async (world) => {
  const { page } = world;
  await world.enter();
  await world.open("/me");
  await world.press(page.locator(".me-head").getByRole("button", { name: "Sign out" }));
  await shows(world.toast("You’re signed out."));
  await shows(world.link("Sign in"));
  await becomes(() => world.path(), "/");
  await becomes(() => page.locator("h1").innerText(), "44 films up for a vote");
  assert.equal(await page.locator(".disc:visible").count(), 0);
  assert.deepEqual(await world.context.cookies(), []);
});

scenario("a vote tapped while signed out is cast after signing in", {}, async (world) => {
  await world.open();
  await world.press(world.ticket("Charade"));
  const dialog = world.dialog("Sign in");
  await shows(dialog.getByText("Sign in, and your vote for Charade counts."));
  await signIn(world, "ada", "film night demo");
  await hides(dialog);
  await ticketSays(world.ticket("Charade"), true, 10);
  await becomes(async () => (await world.server.proposal("Charade")).vote_count, 10);
  await becomes(() => world.path(), "/");
});

scenario(
  "a vote that was thought better of is not cast by a later sign-in",
  { on: ["desktop"] },
  async (world) => {
    await world.open();
    await world.press(world.ticket("Charade"));
    await shows(world.dialog("Sign in"));
    await world.page.keyboard.press("Escape");
    await hides(world.dialog("Sign in"));
    await world.press(world.link("Sign in"));
    await signIn(world, "ada", "film night demo");
    await hides(world.dialog("Sign in"));
    await shows(world.link("ada"));
    await ticketSays(world.ticket("Charade"), false, 9);
    assert.equal((await world.server.proposal("Charade")).vote_count, 9);
  },
);

scenario(
  "a film already voted for stays voted for after signing in",
  { on: ["desktop"] },
  async (world) => {
    await world.open();
    await world.press(world.ticket("Metropolis"));
    await signIn(world, "ada", "film night demo");
    await hides(world.dialog("Sign in"));
    await ticketSays(world.ticket("Metropolis"), true, 10);
    assert.equal((await world.server.proposal("Metropolis")).vote_count, 10);
  },
);

scenario(
  "visitors who go to a members' page sign in and arrive there",
  { on: ["phone"] },
  async (world) => {
    await world.open("/propose");
    await shows(world.dialog("Sign in").getByText("Sign in to propose a film."));
    await signIn(world, "ada", "film night demo");
    await shows(world.dialog("Propose a film"));
    assert.equal(world.path(), "/propose");
  },
);

scenario(
  "a member who goes to the sign-in page may add somebody",
  { on: ["phone"] },
  async (world) => {
    await world.enter();
    await world.open("/sign-in");
    const sheet = world.dialog("Add somebody");
    await shows(sheet.getByText("ada stays signed in here."));
    await world.page.keyboard.press("Escape");
    await hides(sheet);
    await becomes(() => world.path(), "/");
    await shows(world.link("ada"));
  },
);

scenario(
  "a page that was out of sight learns who has taken its reader's place, and asks who votes",
  { on: ["desktop"] },
  async (world) => {
    const { page, guard } = world;
    guard.expect(/401 /);
    const see = (hidden) =>
      page.evaluate((value) => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
    await world.enter();
    await world.open();
    await shows(world.link("ada"));
    await see(true);
    await world.enter("admin");
    await see(false);
    await shows(world.toast("You’ve been signed out."));
    await shows(page.getByText("Who’s voting?"));
    await hides(world.link("ada"));
    await world.press(world.button("Vote as admin"));
    await shows(world.link("admin"));
  },
);
