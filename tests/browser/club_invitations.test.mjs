// Invitations, as an admin makes, shows and revokes them.
import assert from "node:assert/strict";
import { problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows } from "./support/wait.mjs";

const admin = { token: tokens.admin };
const ticket = (world, title) =>
  world.page
    .locator(".admission")
    .filter({ has: world.page.getByRole("heading", { name: title, exact: true }) });
const invite = (world, body) => world.server.call("POST", "/invitations", { ...admin, body });

async function openInvitations(world) {
  await world.enter("admin");
  await world.open("/club/invitations");
  await shows(ticket(world, "for whoever tries the demo"));
}

scenario("an admin makes an invitation, and somebody comes in by its link", {}, async (world) => {
  const { page } = world;
  await world.enter("admin");
  await world.open("/club");
  await world.press(world.link("Invite people"));
  await becomes(() => page.title(), "Invitations · Friday Film Club");
  await page.getByLabel("Who is it for?").fill("for the neighbours");
  await page.getByLabel("How many can join?").fill("2");
  await page.getByLabel("For how many days?").fill("30");
  await world.press(world.button("Make the invitation"));
  const made = ticket(world, "for the neighbours");
  await shows(made.getByText("0 of 2 have joined"));
  await shows(made.getByText(/^ends on \d+ [A-Z]/));
  await shows(made.getByRole("img", { name: "QR code of the invitation link" }));
  await hasFocus(page.getByRole("heading", { name: "for the neighbours" }));
  assert.equal(await page.getByLabel("Who is it for?").inputValue(), "");
  const link = await made.getByRole("textbox", { name: "Invitation link" }).inputValue();
  assert.ok(link.startsWith(`${world.server.url}/join#`), link);
  const body = { name: "agnès", secret: link.split("#")[1] };
  await world.server.call("POST", "/members", { body });
  await world.reload();
  await shows(ticket(world, "for the neighbours").getByText("1 of 2 has joined"));
});

scenario("an invitation for anybody that never ends asks for nothing", {}, async (world) => {
  await openInvitations(world);
  await world.press(world.button("Make the invitation"));
  const made = ticket(world, "Invitation 3");
  await shows(made.getByText("nobody has joined yet"));
  await shows(made.getByText("never ends"));
  await shows(made.getByRole("button", { name: "Hide the link" }));
});

scenario("numbers that an invitation can't have are said beside their field", {}, async (world) => {
  const { page } = world;
  await openInvitations(world);
  await page.getByLabel("How many can join?").fill("0");
  await page.getByLabel("For how many days?").fill("forever");
  await world.press(world.button("Make the invitation"));
  await shows(page.getByText("Enter a whole number from 1 to 1000, or nothing."));
  await shows(page.getByText("Enter a whole number from 1 to 365, or nothing."));
  const { body } = await world.server.call("GET", "/invitations", admin);
  assert.equal(body.items.length, 2);
});

scenario("the link of an invitation is shown again, and hidden", {}, async (world) => {
  const { body } = await invite(world, { note: "for Monday" });
  await openInvitations(world);
  const monday = ticket(world, "for Monday");
  await world.press(monday.getByRole("button", { name: "Show the link" }));
  await becomes(
    () => monday.getByRole("textbox", { name: "Invitation link" }).inputValue(),
    `${world.server.url}/join#${body.secret}`,
  );
  await world.press(monday.getByRole("button", { name: "Hide the link" }));
  await hides(monday.getByRole("textbox", { name: "Invitation link" }));
});

scenario("a link that can't be shown again is not offered", {}, async (world) => {
  await invite(world, { note: "for Monday" });
  await openInvitations(world);
  await shows(ticket(world, "for Monday").getByRole("button", { name: "Show the link" }));
  const demo = ticket(world, "for whoever tries the demo");
  await shows(demo.getByText("its link still works, but can’t be shown again"));
  await hides(demo.getByRole("button", { name: "Show the link" }));
});

scenario("a link that is gone meanwhile leaves its row as it is now", {}, async (world) => {
  const { body } = await invite(world, { note: "for Monday" });
  await openInvitations(world);
  await world.server.call("DELETE", `/invitations/${body.id}`, admin);
  const monday = ticket(world, "for Monday");
  await world.press(monday.getByRole("button", { name: "Show the link" }));
  await shows(monday.getByText("Revoked", { exact: true }));
  await hides(monday.getByRole("button", { name: "Show the link" }));
  await hides(monday.getByRole("textbox", { name: "Invitation link" }));
  await hasFocus(world.page.getByRole("heading", { name: "for Monday" }));
});

scenario("an invitation is revoked once that is confirmed", {}, async (world) => {
  await invite(world, { note: "for Monday" });
  await openInvitations(world);
  const monday = ticket(world, "for Monday");
  await world.press(monday.getByRole("button", { name: "Revoke: for Monday" }));
  await shows(monday.getByRole("group", { name: /^Revoke this invitation\?/ }));
  await world.press(monday.getByRole("button", { name: "Yes, revoke it" }));
  await shows(world.toast("The invitation is revoked."));
  await shows(monday.getByText("Revoked", { exact: true }));
  await hides(monday.getByRole("button", { name: "Show the link" }));
  await hasFocus(world.page.getByRole("heading", { name: "for Monday" }));
});

scenario("while sign-up is closed, invitations are paused and say so", {}, async (world) => {
  await world.server.change("/club/settings", { sign_up: "closed" });
  await openInvitations(world);
  await shows(ticket(world, "for whoever tries the demo").getByText("Paused", { exact: true }));
  await world.press(world.link("Change this in the settings."));
  await shows(world.page.getByRole("heading", { name: "Settings" }));
});

scenario(
  "a club without an invitation says what to do",
  { server: { demo: false } },
  async (world) => {
    await world.enter();
    await world.open("/club/invitations");
    await shows(world.page.getByText("There’s no invitation yet."));
  },
);

scenario("invitations that do not come are asked for again", {}, async (world) => {
  world.guard.expect(/500 .*\/invitations\?/);
  const failure = problem(500, "internal");
  await world.page.route("**/api/v1/invitations?*", (route) => route.fulfill(failure));
  await world.enter("admin");
  await world.open("/club/invitations");
  await shows(world.page.getByText("The server made a mistake."));
  await world.page.unroute("**/api/v1/invitations?*");
  await world.press(world.button("Try again"));
  await shows(ticket(world, "for whoever tries the demo"));
});

scenario(
  "many invitations come page by page, the newest first",
  { on: ["desktop"] },
  async (world) => {
    for (let number = 1; number <= 24; number += 1)
      await invite(world, { note: `round ${number}` });
    await world.enter("admin");
    await world.open("/club/invitations");
    const titles = () => world.page.locator(".admission-title").allTextContents();
    await becomes(async () => (await titles()).length, 20);
    assert.equal((await titles())[0], "round 24");
    await world.button("Show more").click();
    await becomes(async () => new Set(await titles()).size, 26);
    await hides(world.button("Show more"));
  },
);

scenario(
  "what is confirmed is done once, and the focus stays with its button",
  {},
  async (world) => {
    const { page } = world;
    const { body } = await invite(world, { note: "for Monday" });
    await openInvitations(world);
    let release;
    let times = 0;
    const held = new Promise((resolve) => (release = resolve));
    await page.route(`**/api/v1/invitations/${body.id}`, async (route) => {
      times += 1;
      await held;
      await route.continue();
    });
    const revoke = ticket(world, "for Monday").getByRole("button", { name: "Revoke: for Monday" });
    const yes = world.button("Yes, revoke it");
    await revoke.focus();
    await page.keyboard.press("Enter");
    await shows(yes);
    await yes.focus();
    await page.keyboard.press("Enter");
    await hasFocus(revoke);
    await page.keyboard.press("Enter");
    await hides(yes);
    release();
    await shows(world.toast("The invitation is revoked."));
    assert.equal(times, 1);
  },
);
