import assert from "node:assert/strict";
import { sidewaysScroll } from "./support/layout.mjs";
import { scenario } from "./support/scenario.mjs";
import { PASSWORD, tokens } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows } from "./support/wait.mjs";

const NEW_PASSWORD = "a rather longer sentence";

scenario(
  "a member changes the name, and is called so everywhere",
  { on: ["desktop"] },
  async (world) => {
    const { page } = world;
    await world.enter();
    await world.open();
    await world.press(world.link("ada"));
    const field = page.getByLabel("Name", { exact: true });
    await becomes(() => field.inputValue(), "ada");
    await field.fill(" Ada Lovelace ");
    await world.press(world.button("Change name"));
    await shows(world.toast("Your name has been changed."));
    assert.equal(await field.inputValue(), "Ada Lovelace");
    await shows(page.getByRole("heading", { name: "Ada Lovelace" }));
    await world.press(page.getByRole("navigation").getByRole("link", { name: "Vote" }));
    await becomes(
      () => world.card("Metropolis").locator(".voters .visually-hidden").textContent(),
      "Votes from Ada Lovelace, grace, margaret, edsger, barbara, dorothy, hedy, linus, ken, radia",
    );
  },
);

scenario("the longest name of one word fits the page", { on: ["phone"] }, async (world) => {
  const { page, server } = world;
  await server.call("PATCH", "/members/me", { token: tokens.ada, body: { name: "W".repeat(150) } });
  await world.enter("W".repeat(150));
  await world.open("/me");
  await shows(page.getByRole("heading", { name: /^W+$/ }));
  for (const width of [320, 390, 700, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    assert.deepEqual(await page.evaluate(sidewaysScroll), [0], `${width} px`);
  }
});

scenario(
  "a name that somebody has is refused beside its field",
  { on: ["phone"] },
  async (world) => {
    const { page, guard } = world;
    guard.expect(/409 .*\/members\/me/);
    await world.enter();
    await world.open("/me");
    const field = page.getByLabel("Name", { exact: true });
    await field.fill("GRACE");
    await world.press(world.button("Change name"));
    await shows(page.getByText("Someone in the club already has that name. Pick another."));
    await hasFocus(field);
  },
);

scenario(
  "a member changes the password, and other devices are signed out",
  { on: ["phone"] },
  async (world) => {
    const { page, guard, server } = world;
    guard.expect(/400 .*\/members\/me/);
    const other = await server.signIn("ada");
    await world.enter();
    await world.open("/me");
    await becomes(() => page.locator(".sessions li").count(), 2);
    const current = page.getByLabel("Current password", { exact: true });
    const next = page.getByLabel("New password", { exact: true });
    const change = world.button("Change password");
    await current.fill("not my password at all");
    await next.fill(NEW_PASSWORD);
    await world.press(change);
    await becomes(() => current.getAttribute("aria-invalid"), "true");

    await current.fill(PASSWORD);
    await next.fill("too short");
    await world.press(change);
    await shows(page.getByText("Make it at least 12 characters long."));
    await next.fill(NEW_PASSWORD);
    await world.press(change);
    await shows(world.toast("Your password has been changed. You’re signed out everywhere else."));
    assert.equal(await current.inputValue(), "");
    await becomes(() => page.locator(".sessions li").count(), 1);

    await assert.rejects(server.call("GET", "/members/me", { cookie: other.cookie }), /401/);
    await assert.rejects(server.signIn("ada"), /401/);
    await server.signIn("ada", { password: NEW_PASSWORD });
    await world.reload();
    await shows(page.getByRole("heading", { name: "ada" }));
  },
);

scenario(
  "a member sees the devices that are signed in, and ends another",
  { on: ["desktop"] },
  async (world) => {
    const { page, server } = world;
    const userAgent =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1";
    const other = await server.signIn("ada", { userAgent });
    await world.enter();
    await world.open("/me");
    const devices = page.locator(".sessions li");
    await becomes(() => devices.count(), 2);
    await becomes(() => devices.filter({ hasText: "This device" }).getByRole("button").count(), 0);
    const row = devices.filter({ hasText: "Safari on iPhone" });
    await shows(row.getByText("Last seen just now"));
    await world.press(row.getByRole("button", { name: "Sign out Safari on iPhone" }));
    await shows(world.toast("That device is signed out."));
    await becomes(() => devices.count(), 1);
    await hasFocus(page.getByRole("heading", { name: "Where you’re signed in" }));
    await assert.rejects(server.call("GET", "/members/me", { cookie: other.cookie }), /401/);
  },
);

scenario(
  "this device comes first, and a member signs out everywhere else",
  { on: ["phone"] },
  async (world) => {
    const { page, server } = world;
    const others = [await server.signIn("ada"), await server.signIn("ada")];
    await world.enter();
    await world.open("/me");
    const devices = page.locator(".sessions li");
    await becomes(() => devices.count(), 3);
    assert.match(await devices.first().innerText(), /This device/);
    await world.press(world.button("Sign out everywhere else"));
    await shows(world.toast("You’re signed out everywhere else."));
    await becomes(() => devices.count(), 1);
    await hasFocus(page.getByRole("heading", { name: "Where you’re signed in" }));
    await hides(world.button("Sign out everywhere else"));
    for (const { cookie } of others)
      await assert.rejects(server.call("GET", "/members/me", { cookie }), /401/);
  },
);

scenario(
  "leaving the club is asked about, takes the votes, keeps the films",
  { on: ["phone"] },
  async (world) => {
    const { page, server } = world;
    await world.enter();
    await world.open("/me");
    await world.press(page.getByRole("heading", { name: "Leave the club" }));
    await world.press(world.button("Leave the club"));
    const box = page.getByRole("group", { name: /^Leave the club\?/ });
    await hasFocus(box.getByRole("button", { name: "Never mind" }));
    await world.press(box.getByRole("button", { name: "Leave the club" }));
    await shows(world.toast("Goodbye, ada. Your votes are gone."));
    await shows(world.link("Sign in"));
    await shows(world.card("Charade"));
    assert.equal((await server.proposal("Metropolis")).vote_count, 9);
    assert.equal((await server.proposal("His Girl Friday")).proposer, null);
    await assert.rejects(server.signIn("ada"), /401/);
  },
);

scenario("the last admin is told why they cannot leave", { on: ["desktop"] }, async (world) => {
  world.guard.expect(/409 .*\/members\/me/);
  await world.enter("admin");
  await world.open("/me");
  await world.press(world.page.getByRole("heading", { name: "Leave the club" }));
  await world.press(world.button("Leave the club"));
  const box = world.page.getByRole("group", { name: /^Leave the club\?/ });
  await world.press(box.getByRole("button", { name: "Leave the club" }));
  const why = world.page.getByRole("alert").filter({ hasText: "You’re the club’s last admin." });
  await shows(why.getByText(/Make someone else an admin first, under Members\.$/));
  await hides(box);
  await world.press(why.getByRole("link", { name: "Go to Members" }));
  await becomes(() => world.path(), "/club");
});

scenario(
  "what one member has typed is not there for the next",
  { on: ["desktop"] },
  async (world) => {
    const { page } = world;
    const password = world.dialog("Sign in").getByLabel("Password", { exact: true });
    await world.open();
    await world.press(world.link("Sign in"));
    await password.fill("secret");
    await page.getByRole("button", { name: "Show password" }).click();
    await page.keyboard.press("Escape");
    await hides(world.dialog("Sign in"));
    await world.press(world.link("Sign in"));
    assert.equal(await password.inputValue(), "");
    assert.equal(await password.getAttribute("type"), "password");

    await signIn(world, "ada");
    await world.press(world.link("ada"));
    await page.getByLabel("Name", { exact: true }).fill("Ada L");
    await page.getByLabel("Current password").fill(PASSWORD);
    await world.press(world.button("Sign out"));
    await world.press(world.link("Sign in"));
    await signIn(world, "admin");
    await world.press(world.link("admin"));
    await becomes(() => page.getByLabel("Name", { exact: true }).inputValue(), "admin");
    assert.equal(await page.getByLabel("Current password").inputValue(), "");
  },
);

async function signIn({ page }, name) {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Your name in the club").fill(name);
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await dialog.getByRole("button", { name: "Sign in" }).click();
}
