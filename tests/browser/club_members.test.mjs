// The members, as an admin sees and changes them.
import assert from "node:assert/strict";
import { problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows } from "./support/wait.mjs";

const names = (world) => world.page.locator(".cast-name").allTextContents();
const row = (world, name) => world.page.locator(".cast").filter({ has: world.button(name) });
const admin = { token: tokens.admin };

/** The id and what else the server tells of a member. */
async function memberCalled(world, name) {
  const { body } = await world.server.call("GET", `/members?q=${name}`, admin);
  return body.items[0];
}

async function openMember(world, name) {
  await world.enter("admin");
  await world.open("/club");
  await world.press(world.button(name));
  await shows(row(world, name).locator(".member-parts"));
  return row(world, name);
}

/** Presses what it is called, then what it asks back. */
async function confirm(world, label, question, yes) {
  await world.press(world.button(label));
  const asked = world.page.getByRole("group", { name: question });
  await shows(asked);
  await world.press(asked.getByRole("button", { name: yes, exact: true }));
}

scenario("an admin finds the members from their own page", {}, async (world) => {
  const { page } = world;
  await world.enter("admin");
  await world.open("/me");
  await world.press(world.link("The club"));
  await shows(page.getByRole("heading", { name: "Members", level: 1 }));
  await becomes(() => page.title(), "Members · Friday Film Club");
  await becomes(async () => (await names(world)).length, 12);
  await shows(row(world, "ken").getByText("5 of 10 films up"));
  await shows(row(world, "ken").getByText("12 votes"));
  await shows(row(world, "ken").getByText(/^seen (18 hours ago|yesterday)$/));
  await shows(row(world, "admin").getByText("Admin", { exact: true }));
  await shows(row(world, "admin").getByText("seen just now"));
  await world.press(world.link("Film data"));
  await shows(page.getByRole("heading", { name: "Film data" }));
});

scenario("the club's pages are for admins, and say so", {}, async (world) => {
  await world.enter("ada");
  await world.open("/club");
  await shows(world.page.getByText("Only admins can open this page."));
  await world.open("/me");
  await shows(world.page.getByRole("heading", { name: "ada" }));
  assert.equal(await world.link("The club").count(), 0);
});

scenario("a member is found by name and by state", {}, async (world) => {
  const { page } = world;
  await world.enter("admin");
  await world.open("/club");
  const find = page.getByLabel("Find somebody");
  await find.fill("GR");
  await becomes(() => names(world), ["grace"]);
  await find.fill("nobody");
  await shows(page.getByText("Nobody here is called “nobody”."));
  await world.press(world.button("Show everybody"));
  await becomes(async () => (await names(world)).length, 12);
  await hasFocus(find);
  await page.getByLabel("Show", { exact: true }).selectOption("inactive");
  await shows(page.getByText("Nobody is deactivated."));
});

scenario("an admin gives a member a limit of their own, and takes it back", {}, async (world) => {
  const { page } = world;
  const grace = await openMember(world, "grace");
  await shows(grace.getByText("Up to 10 films at once, like everybody else."));
  await world.press(grace.getByText("Change the limit"));
  await grace.getByLabel("Films at once").fill("many");
  await world.press(world.button("Save the limit"));
  await shows(page.getByText("Enter a whole number from 0 to 1000."));
  await grace.getByLabel("Films at once").fill("4");
  await world.press(world.button("Save the limit"));
  await shows(world.toast("grace can now have 4 films up at once."));
  await shows(grace.getByText("3 of 4 films up"));
  await hasFocus(world.button("grace"));
  assert.equal((await memberCalled(world, "grace")).proposal_limit, 4);
  await world.press(grace.getByText("Change the limit"));
  await world.press(world.button("Use the club’s limit"));
  await shows(grace.getByText("Up to 10 films at once, like everybody else."));
  assert.equal((await memberCalled(world, "grace")).has_own_limit, false);
});

scenario("an admin deactivates a member, and lets them in again", {}, async (world) => {
  const grace = await openMember(world, "grace");
  await world.press(world.button("Deactivate: grace"));
  await world.press(grace.getByRole("button", { name: "Never mind" }));
  await hasFocus(world.button("Deactivate: grace"));
  assert.equal((await memberCalled(world, "grace")).state, "active");
  await confirm(world, "Deactivate: grace", /^Deactivate grace\?/, "Yes, deactivate");
  await shows(world.toast("grace is deactivated and signed out."));
  await shows(grace.getByText("Deactivated", { exact: true }));
  assert.equal((await memberCalled(world, "grace")).state, "inactive");
  await confirm(world, "Let in again: grace", /^Let grace in again\?/, "Yes, let in again");
  await shows(world.toast("grace can come in again."));
  await hides(grace.locator(".badge"));
  assert.equal((await memberCalled(world, "grace")).state, "active");
});

scenario("a member becomes an admin, and a member again", {}, async (world) => {
  const ada = await openMember(world, "ada");
  await shows(ada.getByText("They sign in with a password."));
  await confirm(world, "Make an admin: ada", /^Make ada an admin\?/, "Yes, make an admin");
  await shows(world.toast("ada is an admin now."));
  assert.equal((await memberCalled(world, "ada")).role, "admin");
  await confirm(world, "Make a member: ada", /^Make ada a member again\?/, "Yes, make a member");
  await shows(world.toast("ada is a member again."));
  assert.equal((await memberCalled(world, "ada")).role, "member");
});

scenario(
  "who has no password is told to set one before they become an admin",
  {},
  async (world) => {
    world.guard.expect(/409 .*\/members\//);
    const grace = await openMember(world, "grace");
    await shows(
      grace.getByText(
        /^Admins need a password, and grace has none\. Ask grace to tap their name and set a password/,
      ),
    );
    await hides(world.button("Make an admin: grace"));
    /* Another admin's page may be older. */
    await openMember(world, "ada");
    await world.page.route("**/api/v1/members/*", (route) =>
      route.request().method() === "PATCH"
        ? route.fulfill(problem(409, "needs-password"))
        : route.continue(),
    );
    await confirm(world, "Make an admin: ada", /^Make ada an admin\?/, "Yes, make an admin");
    await shows(
      world.page.getByRole("alert").getByText(/^An admin needs a password, and ada has none\./),
    );
  },
);

scenario("the last admin stays one, and is told why", {}, async (world) => {
  world.guard.expect(/409 .*\/members\//);
  const own = await openMember(world, "admin");
  await shows(own.getByText(/^This is you\./));
  await hides(world.button("Remove: admin"));
  await confirm(world, "Make a member: admin", /^Stop being an admin\?/, "Yes, make a member");
  await shows(own.getByRole("alert").getByText(/Make somebody else an admin first\.$/));
  assert.equal((await memberCalled(world, "admin")).role, "admin");
});

scenario(
  "who changes a member that somebody else has changed is told, and tries again",
  {},
  async (world) => {
    world.guard.expect(/412 .*\/members\//);
    const grace = await openMember(world, "grace");
    const { id } = await memberCalled(world, "grace");
    await world.server.change(`/members/${id}`, { proposal_limit: 7 });
    await confirm(world, "Deactivate: grace", /^Deactivate grace\?/, "Yes, deactivate");
    await shows(
      grace.getByRole("alert").getByText(/^Someone else has just changed grace’s account\./),
    );
    await shows(grace.getByText("3 of 7 films up"));
    assert.equal((await memberCalled(world, "grace")).state, "active");
    await confirm(world, "Deactivate: grace", /^Deactivate grace\?/, "Yes, deactivate");
    await shows(world.toast("grace is deactivated and signed out."));
    await hides(grace.getByRole("alert"));
  },
);

scenario("a member is removed once that is confirmed", {}, async (world) => {
  await openMember(world, "grace");
  await confirm(world, "Remove: grace", /^Remove grace for good\?/, "Yes, remove");
  await shows(world.toast("grace is no longer a member."));
  await hides(world.button("grace"));
  await hasFocus(world.page.getByLabel("Find somebody"));
  assert.equal(await memberCalled(world, "grace"), undefined);
});

scenario("a member whom somebody else has removed leaves the list", {}, async (world) => {
  world.guard.expect(/404 .*\/members\//);
  await world.enter("admin");
  await world.open("/club");
  await shows(world.button("grace"));
  const { id } = await memberCalled(world, "grace");
  await world.server.call("DELETE", `/members/${id}`, admin);
  await world.press(world.button("grace"));
  await shows(world.page.getByText("grace isn’t a member any more."));
  await world.press(row(world, "grace").getByRole("button", { name: "Take off this list" }));
  await hides(world.button("grace"));
});

scenario("who has signed up is let in, or turned away", {}, async (world) => {
  const { page, server } = world;
  await server.change("/club/settings", { sign_up: "open" });
  for (const name of ["agnès", "jean-luc"])
    await server.call("POST", "/members", { body: { name } });
  await world.enter("admin");
  await world.open("/club");
  const waiting = page.locator(".club-waiting");
  await shows(waiting.getByText("agnès"));
  await shows(row(world, "agnès").getByText("Waiting", { exact: true }));
  await world.press(waiting.getByRole("button", { name: "Let in: agnès" }));
  await shows(world.toast("agnès is in."));
  await hides(waiting.getByText("agnès"));
  await hides(row(world, "agnès").locator(".badge"));
  await hasFocus(page.getByRole("heading", { name: "Waiting to be let in" }));
  await world.press(waiting.getByRole("button", { name: "Remove: jean-luc" }));
  await shows(page.getByRole("group", { name: /^Remove jean-luc for good\?/ }));
  await world.press(waiting.getByRole("button", { name: "Yes, remove" }));
  await hides(waiting);
  await hides(world.button("jean-luc"));
});

scenario("a list of members that does not come is asked for again", {}, async (world) => {
  const { page } = world;
  world.guard.expect(/500 .*\/members\?/);
  const failure = problem(500, "internal");
  await page.route("**/api/v1/members?*", (route) => route.fulfill(failure));
  await world.enter("admin");
  await world.open("/club");
  await shows(page.getByText("The server made a mistake."));
  await page.unroute("**/api/v1/members?*");
  await world.press(world.button("Try again"));
  await becomes(async () => (await names(world)).length, 12);
});

scenario(
  "a long list of members comes page by page",
  { server: { demo: false } },
  async (world) => {
    for (let number = 1; number <= 52; number += 1)
      world.server.run(["member", "add", `guest ${number}`]);
    await world.enter();
    await world.open("/club");
    await becomes(async () => (await names(world)).length, 50);
    await world.press(world.button("Show more"));
    await becomes(async () => new Set(await names(world)).size, 53);
    await hides(world.button("Show more"));
  },
);

scenario("an admin who is one no longer is told so, and sees no members", {}, async (world) => {
  world.guard.expect(/403 .*\/members/);
  const { id } = await memberCalled(world, "ada");
  await world.server.change(`/members/${id}`, { role: "admin" });
  await world.enter("ada");
  await world.open("/club");
  await shows(world.button("grace"));
  await world.server.change(`/members/${id}`, { role: "member" });
  await world.press(world.button("grace"));
  await shows(world.page.getByText("Only admins can open this page."));
});

scenario("an admin gives a member a new link, which opens their seat", {}, async (world) => {
  const { page, server } = world;
  const grace = await openMember(world, "grace");
  await world.press(world.button("Give a new link: grace"));
  const asked = page.getByRole("group", { name: /^Give grace a new link\?/ });
  await shows(asked.getByLabel("Also sign grace out everywhere"));
  const sent = page.waitForRequest("**/entry");
  await world.press(asked.getByRole("button", { name: "Yes, give a new link" }));
  assert.deepEqual((await sent).postDataJSON(), { end_sessions: false });
  await shows(grace.getByText("Send it to grace and to nobody else. It won’t be shown again."));
  await shows(grace.getByRole("img", { name: "QR code of the link" }));
  const link = await grace.getByLabel("grace’s own link").inputValue();
  assert.ok(link.startsWith(`${server.url}/enter#`), link);
  const body = { entry: link.split("#")[1] };
  const { body: seat } = await server.call("POST", "/sessions", { body });
  assert.equal(seat.member.name, "grace");
  await world.press(world.button("Give a new link: grace"));
  await asked.getByLabel("Also sign grace out everywhere").check();
  const again = page.waitForRequest("**/entry");
  await world.press(asked.getByRole("button", { name: "Yes, give a new link" }));
  assert.deepEqual((await again).postDataJSON(), { end_sessions: true });
  await becomes(
    async () => (await grace.getByLabel("grace’s own link").inputValue()) === link,
    false,
  );
});
