// One's account: colour, own link, a life without a password, tokens, a copy of one's data, seats.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { PASSWORD, tokens } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows } from "./support/wait.mjs";

const panel = ({ page }, title) => page.locator(".panel").filter({ has: heading(page, title) });
const heading = (page, name) => page.getByRole("heading", { name, exact: true });

const me = async ({ server }, token = tokens.ada) =>
  (await server.call("GET", "/members/me", { token })).body;

scenario(
  "a member picks a colour by its name, and goes back to that which comes by itself",
  { on: ["phone"] },
  async (world) => {
    const { page } = world;
    await world.enter();
    await world.open("/me");
    const colors = page.getByRole("group", { name: "Colour" });
    const own = colors.getByRole("radio", { name: "Automatic" });
    await becomes(() => colors.getByRole("radio").count(), 13);
    await becomes(() => own.isChecked(), true);
    await colors.getByRole("radio", { name: "Violet" }).check({ force: true });
    await becomes(async () => (await me(world)).color, "#6d28d9");
    await becomes(
      () =>
        page.locator(".me-face .disc").evaluate((node) => node.style.getPropertyValue("--disc")),
      "#6d28d9",
    );
    await own.check({ force: true });
    await becomes(async () => (await me(world)).has_own_color, false);
    await shows(colors.getByText("Automatic: the club picks one for you."));
  },
);

scenario(
  "a colour that is not kept is said, and the one before stays",
  { on: ["desktop"] },
  async (world) => {
    const { page, guard } = world;
    guard.expect(/500 .*\/members\/me/);
    await world.enter();
    await world.open("/me");
    await page.route("**/api/v1/members/me", (route) =>
      route.request().method() === "PATCH"
        ? route.fulfill(problem(500, "internal"))
        : route.continue(),
    );
    await page.getByRole("radio", { name: "Pink" }).check({ force: true });
    await shows(page.getByText("The server made a mistake."));
    await becomes(() => page.getByRole("radio", { name: "Automatic" }).isChecked(), true);
  },
);

scenario(
  "an own link is made, shown once, and opens the seat elsewhere; a new one ends it",
  { on: ["phone"] },
  async (world) => {
    const { page, server } = world;
    await world.enter();
    await world.open("/me");
    const own = panel(world, "Your own link");
    await shows(own.getByText("You don’t have one yet."));
    await world.press(own.getByRole("button", { name: "Make my own link" }));
    await hasFocus(heading(page, "Your own link"));
    await shows(own.getByText(/^Made just now/));
    await own.getByText("Show the link and its QR code").click();
    await shows(own.getByRole("img", { name: "QR code of your own link" }));
    const address = await own.getByRole("textbox", { name: "Your own link" }).inputValue();
    assert.ok(address.startsWith(`${server.url}/enter#`), address);
    const entry = address.split("#")[1];
    const userAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1";
    await server.call("POST", "/sessions", { body: { entry }, userAgent });
    await world.open("/me");
    await shows(own.getByText("Last used just now: Safari on iPhone."));
    assert.equal(await own.getByRole("textbox", { name: "Your own link" }).isVisible(), false);
    await world.press(own.getByRole("button", { name: "Make a new one" }));
    const sure = own.getByRole("group", { name: /^Make a new link\?/ });
    await world.press(sure.getByRole("button", { name: "Make a new one" }));
    await shows(own.getByText("Here it is."));
    await assert.rejects(server.call("POST", "/sessions", { body: { entry } }), /404/);
  },
);

scenario(
  "a member goes without a password once there is an own link",
  { on: ["desktop"] },
  async (world) => {
    const { guard } = world;
    guard.expect(/400 .*\/members\/me/);
    await world.enter();
    await world.open("/me");
    const password = panel(world, "Password");
    await shows(password.getByText("You can go without a password once you have your own link."));
    await world.press(world.button("Make my own link"));
    await password.getByText("Go without a password", { exact: true }).click();
    const current = password.getByLabel("Your password", { exact: true });
    await current.fill("not my password");
    await world.press(world.button("Remove the password"));
    await becomes(() => current.getAttribute("aria-invalid"), "true");
    await current.fill(PASSWORD);
    await world.press(world.button("Remove the password"));
    await shows(world.toast("Your password is gone."));
    await hasFocus(world.page.locator("#main"));
    assert.equal((await me(world)).has_password, false);
    await shows(password.getByText(/^You don’t need one/));
    await password.getByLabel("New password", { exact: true }).fill("a rather longer sentence");
    await world.press(world.button("Set a password"));
    await shows(world.toast("You have a password now."));
    await world.reload();
    await shows(password.getByLabel("Current password", { exact: true }));
  },
);

scenario("an admin is told why there is a password", { on: ["phone"] }, async (world) => {
  await world.enter("admin");
  await world.open("/me");
  await shows(world.page.getByText("Admins need a password, because they can change the club."));
  await hides(world.page.getByText("Go without a password", { exact: true }));
});

scenario("a token is shown once, works, and is revoked", { on: ["phone"] }, async (world) => {
  const { page, server } = world;
  await world.enter();
  await world.open("/me");
  const programs = panel(world, "For programs");
  await programs.getByRole("heading").click();
  await programs.getByText("Make a token", { exact: true }).click();
  await world.press(programs.getByRole("button", { name: "Make it" }));
  await shows(programs.getByText("Say what it’s for."));
  await programs.getByLabel("What it’s for").fill("Screen in the hall");
  await programs.getByRole("radio", { name: "Can only look" }).check({ force: true });
  await world.press(programs.getByRole("button", { name: "Make it" }));
  const token = await programs.getByLabel("Token: Screen in the hall").inputValue();
  assert.equal((await me(world, token)).name, "ada");
  await assert.rejects(server.call("PUT", "/votes/1", { token }), /403/);
  await world.open("/me");
  await programs.getByRole("heading").click();
  await shows(programs.getByText("Screen in the hall", { exact: true }));
  await hides(programs.getByLabel("Token: Screen in the hall"));
  await world.press(programs.getByRole("button", { name: "Revoke: Screen in the hall" }));
  const sure = programs.getByRole("group", { name: /^Revoke Screen in the hall\?/ });
  await world.press(sure.getByRole("button", { name: "Revoke" }));
  await hides(programs.getByText("Screen in the hall", { exact: true }));
  await hasFocus(heading(page, "For programs"));
  await assert.rejects(me(world, token), /401/);
});

scenario("a new password can end the tokens", { on: ["phone"] }, async (world) => {
  const { page, server } = world;
  await world.enterBeside({ entry: "mq_demo_entry" });
  await world.open("/me");
  const password = panel(world, "Password");
  const ending = password.getByLabel("End my tokens too.");
  await heading(page, "For programs").click();
  await shows(page.getByText("You have no tokens."));
  await hides(ending);
  const programs = panel(world, "For programs");
  await programs.getByText("Make a token", { exact: true }).click();
  await programs.getByLabel("What it’s for").fill("Screen in the hall");
  await world.press(programs.getByRole("button", { name: "Make it" }));
  const token = await programs.getByLabel("Token: Screen in the hall").inputValue();
  await ending.check();
  await password.getByLabel("New password", { exact: true }).fill("a rather longer sentence");
  await world.press(world.button("Set a password"));
  await shows(world.toast("your tokens are gone."));
  await shows(page.getByText("You have no tokens."));
  await hides(ending);
  await hides(programs.getByLabel("Token: Screen in the hall"));
  await assert.rejects(server.call("GET", "/members/me", { token }), /401/);
});

scenario(
  "who has no token is told so, as is a list that fails",
  { on: ["desktop"] },
  async (world) => {
    const { page, guard } = world;
    guard.expect(/500 .*\/tokens/);
    await world.enterBeside({ entry: "mq_demo_entry" });
    await world.open("/me");
    await heading(page, "For programs").click();
    await shows(page.getByText("You have no tokens."));
    await page.route("**/api/v1/tokens?*", (route) => route.fulfill(problem(500, "internal")));
    await world.reload();
    await heading(page, "For programs").click();
    await shows(panel(world, "For programs").getByText("The server made a mistake."));
  },
);

scenario("a member takes a copy of their data along", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await world.enter();
  await world.enterBeside({ entry: "mq_demo_entry" });
  await world.open();
  await world.press(world.button("Vote as ada"));
  await shows(world.button("ada is voting"));
  await world.press(world.link("ada"));
  await page.getByRole("heading", { name: "Your data" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    world.press(world.button("Download my data")),
  ]);
  assert.match(download.suggestedFilename(), /\.json$/);
  const copy = JSON.parse(readFileSync(await download.path(), "utf8"));
  assert.equal(copy.account.name, "ada");
});

scenario(
  "one's own page becomes the other's, without what was typed or shown",
  { on: ["phone"] },
  async (world) => {
    const { page } = world;
    await world.enter();
    await world.enterBeside({ entry: "mq_demo_entry" });
    await world.open("/me");
    await shows(heading(page, "grace"));
    await world.press(world.button("Make a new one"));
    const sure = page.getByRole("group", { name: /^Make a new link\?/ });
    await world.press(sure.getByRole("button", { name: "Make a new one" }));
    await shows(page.getByText("Here it is."));
    await page.getByLabel("New password", { exact: true }).fill("something of grace");
    await world.press(world.button("Vote as ada"));
    await shows(heading(page, "ada"));
    await hides(page.getByText("Here it is."));
    assert.equal(await page.getByLabel("New password", { exact: true }).inputValue(), "");
    await shows(page.getByText("You don’t have one yet."));
  },
);

scenario("a member finds what happened from their own page", { on: ["phone"] }, async (world) => {
  await world.enter();
  await world.open("/me");
  await world.press(world.link("Activity"));
  await shows(heading(world.page, "Activity"));
  assert.equal(world.path(), "/activity");
});

scenario("everybody signs out at once", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await world.enter();
  await world.enterBeside({ entry: "mq_demo_entry" });
  await world.open("/me");
  await shows(page.getByText("“Sign out” is only for grace. The others stay signed in."));
  await world.press(world.button("Vote as ada"));
  await shows(heading(page, "ada")); // with grace goes what she was asked
  await world.press(world.button("Sign everybody out here"));
  const sure = page.getByRole("group", { name: /^Anybody without a password/ });
  await world.press(sure.getByRole("button", { name: "Sign everybody out here" }));
  await shows(world.toast("Everybody is signed out here."));
  await shows(world.link("Sign in"));
  await hides(page.locator(".seats"));
});
