// Getting in where the network is slow, or the server away for a moment.
import assert from "node:assert/strict";
import { problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { becomes, hasFocus, hides, shows } from "./support/wait.mjs";

const NEW_CLUB = { demo: false, isNew: true };
const nameField = ({ page }) => page.getByLabel("Your name", { exact: true });

scenario("a link whose answer is slow says that it is under way", {}, async (world) => {
  const { page } = world;
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/api/v1/invitations/lookup", async (route) => {
    await held;
    await route.continue();
  });
  await world.goto((await world.server.invite()).path);
  await shows(page.getByText("One moment…"));
  release();
  await shows(nameField(world));
  await hides(page.getByText("One moment…"));
});

scenario(
  "a club that is set up is open, even if the server is away the moment after",
  { server: NEW_CLUB },
  async (world) => {
    const { page, server, guard } = world;
    guard.expect(/401 .*\/(proposals|club)/, /500 .*\/(club|proposals|invitations)/);
    await world.goto(server.setUpLink());
    await page.getByLabel("The club’s name").fill("Saturday Film Club");
    await nameField(world).fill("Agnes");
    await page.getByLabel("Password", { exact: true }).fill("a frequency that hops about");
    const away = (route) => route.fulfill(problem(500, "internal"));
    for (const what of ["club", "proposals?*", "invitations"])
      await page.route(`**/api/v1/${what}`, away);
    await world.press(world.button("Open the club"));
    await shows(page.getByRole("heading", { name: "Invite your friends" }));
    await shows(page.getByText("The server made a mistake.").last());
    for (const what of ["club", "proposals?*", "invitations"])
      await page.unroute(`**/api/v1/${what}`);
    await world.press(world.button("Try again"));
    await shows(page.getByRole("img", { name: "QR code of the invitation link" }));
  },
);

scenario(
  "who sets up a club that its host has named is not asked for its name",
  { server: { ...NEW_CLUB, env: { MARQUEE_CLUB_NAME: "Kino am Eck" } } },
  async (world) => {
    const { page, server, guard } = world;
    guard.expect(/401 .*\/proposals/);
    await world.goto(server.setUpLink());
    await shows(page.getByText("Kino am Eck needs two things from you."));
    await hides(page.getByLabel("The club’s name"));
    await hasFocus(nameField(world));
    await nameField(world).fill("Agnes");
    await page.getByLabel("Password", { exact: true }).fill("a frequency that hops about");
    await world.press(world.button("Open the club"));
    await shows(page.getByRole("heading", { name: "Kino am Eck is open" }));
    await becomes(() => page.locator("#setup-password").inputValue(), "");
  },
);

/** Invites friends at the server's own machine, where the club is told to be at these addresses. */
async function inviteAt(world, addresses) {
  await world.page.route("**/api/v1/club", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), ...addresses } });
  });
  await world.enter("admin");
  await world.goto("/club/invitations");
  await world.press(world.button("Make the invitation"));
  const warning = world.page.locator(".link-warning:visible").first();
  await shows(warning.getByText("This link only works on this device."));
  return warning;
}

scenario("who invites at a loopback address is led to those of the network", {}, async (world) => {
  const network_urls = ["http://192.168.1.20:8080", "http://10.0.0.5:8080"];
  const warning = await inviteAt(world, { network_urls });
  assert.deepEqual(await warning.getByRole("link").allInnerTexts(), network_urls);
  assert.equal(await warning.getByRole("link").first().getAttribute("href"), network_urls[0]);
});

scenario("… or to the one that the host has named", {}, async (world) => {
  const public_url = "https://films.example.org";
  const warning = await inviteAt(world, { public_url, network_urls: ["http://10.0.0.5:8080"] });
  assert.deepEqual(await warning.getByRole("link").allInnerTexts(), [public_url]);
});

scenario("… and nowhere, where that one is a loopback address as well", {}, async (world) => {
  const public_url = "http://localhost:8080";
  const warning = await inviteAt(world, { public_url, network_urls: null });
  await shows(warning.getByText(/^You’re at .* which other devices can’t open\./));
  assert.equal(await warning.getByRole("link").count(), 0);
});

scenario("… and is told where no other device reaches the club", {}, async (world) => {
  const warning = await inviteAt(world, {});
  await shows(warning.getByText(/^The club runs on this computer only/));
  assert.equal(await warning.getByRole("link").count(), 0);
});

scenario("who stops working on a dead link is taken to what is said", {}, async (world) => {
  const { page, guard } = world;
  guard.expect(/410 .*\/members/);
  const { id, path } = await world.server.invite();
  await world.goto(path);
  await nameField(world).fill("Agnes");
  await world.server.call("DELETE", `/invitations/${id}`, { token: "mq_demo_admin" });
  await page.keyboard.press("Enter");
  await shows(page.getByText("This invitation no longer works."));
  await hasFocus(page.locator("#main"));
});

scenario(
  "whoever has a dead link joins without it where anybody may",
  { server: { env: { MARQUEE_SIGNUP: "open" } } },
  async (world) => {
    const { page, guard } = world;
    guard.expect(/404 .*\/lookup/, /ERR_ABORTED/);
    await world.goto("/join#no-such-link");
    await shows(page.getByText("This link doesn’t work."));
    await world.press(world.button("Join the club"));
    await shows(page.getByRole("heading", { name: "Come on in" }));
    await hasFocus(nameField(world));
  },
);
