// Who clicks everything twice gets what one click does; and who presses slowly, what they pressed.
import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, hides, shows, ticketSays } from "./support/wait.mjs";

/** However late a busy machine comes to the second click, to the page it is soon. */
const slowDown = (world) =>
  world.prepare(() => {
    const { get } = Object.getOwnPropertyDescriptor(Event.prototype, "timeStamp");
    Object.defineProperty(Event.prototype, "timeStamp", {
      get() {
        return get.call(this) / 100;
      },
    });
  });

/** The second click comes once the page has answered the first. */
async function clickTwice({ page }, target, answered) {
  await target.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await target.boundingBox();
  const at = [x + width / 2, y + height / 2];
  await page.mouse.click(...at);
  await answered();
  await page.mouse.move(...at);
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
}

const path = (world) => world.path();

/** What has been sent to the server besides questions. */
function watchCommands({ page }) {
  const sent = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(request.method());
  });
  return sent;
}

scenario(
  "a visitor's double click on a ticket opens the door, and leaves it open",
  { on: ["desktop"] },
  async (world) => {
    await slowDown(world);
    await world.open();
    const dialog = world.dialog("Sign in");
    await clickTwice(world, world.ticket("Metropolis"), () => shows(dialog));
    await clickTwice(world, dialog.getByRole("button", { name: "Show password" }), () =>
      shows(dialog.getByRole("button", { name: "Hide password" })),
    );
    await shows(dialog.getByRole("button", { name: "Hide password" }));
    assert.equal(path(world), "/sign-in");
  },
);

scenario("a double click does not press what has come under it", {}, async (world) => {
  const { page } = world;
  await slowDown(world);
  await world.enter();
  await world.open("/propose");
  const sent = watchCommands(world);
  await page.getByLabel("Title, IMDb id or a pasted link").fill("detour");
  const vote = page.getByRole("button", { name: "Vote for it: Detour" });
  const done = page.getByRole("link", { name: "You voted for it: Detour" });
  await shows(vote);
  await clickTwice(world, vote, () => shows(done));
  await clickTwice(world, page.locator(".by-hand summary"), () => shows(page.getByLabel("Year")));
  await shows(page.getByLabel("Year"));
  assert.equal(path(world), "/propose");

  const close = page.getByRole("button", { name: "Close" });
  await clickTwice(world, close, () => hides(world.dialog("Propose a film")));
  await becomes(async () => path(world), "/");
  assert.deepEqual(sent, ["PUT"]);
});

scenario("a double click withdraws nothing unasked", { on: ["phone"] }, async (world) => {
  const { page } = world;
  await slowDown(world);
  await world.enter();
  await world.open();
  await page.getByRole("button", { name: /^Mine/ }).click();
  await page.locator(".card-link:visible").first().click();
  const sent = watchCommands(world);
  const question = page.getByRole("group", { name: /^Take this film off the list/ });
  await clickTwice(world, page.getByRole("button", { name: "Withdraw this film" }), () =>
    shows(question),
  );
  await shows(question);
  assert.deepEqual(sent, []);
});

/** The page asks what is new, as when the reader comes back to it. */
const askAgain = ({ page }) =>
  page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));

/** The page hears something new before the button is let go. */
async function pressSlowly({ page }, target, hear) {
  await target.hover();
  await page.mouse.down();
  await hear();
  await page.mouse.up();
}

scenario("a press is not lost as the club is told anew", { on: ["desktop"] }, async (world) => {
  const { page, server } = world;
  world.guard.expect(/ERR_ABORTED/);
  await world.open();
  await shows(world.card("Charade"));
  await pressSlowly(world, world.button("Polski"), async () => {
    await server.change("/club/settings", { name: "The Night Owls" });
    await askAgain(world);
    await shows(page.locator(".sign").filter({ hasText: "The Night Owls" }));
  });
  await becomes(() => page.evaluate(() => document.documentElement.lang), "pl");
});

scenario("a press is not lost as somebody votes", { on: ["desktop"] }, async (world) => {
  const { page, server } = world;
  await world.enter();
  await world.open();
  const { id, vote_count } = await server.proposal("Charade");
  await ticketSays(world.ticket("Charade"), false, vote_count);
  await pressSlowly(world, page.locator(".tab-me .disc"), async () => {
    await server.call("PUT", `/votes/${id}`, { token: tokens.admin });
    await askAgain(world);
    await ticketSays(world.ticket("Charade"), false, vote_count + 1);
  });
  await becomes(async () => path(world), "/me");
});

scenario("a press is not lost as films are suggested anew", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  let votes = null;
  await page.route("**/api/v1/suggestions*", async (route) => {
    const headers = { ...route.request().headers() };
    delete headers["if-none-match"];
    const response = await route.fetch({ headers });
    const told = await response.json();
    if (votes) told.items.at(-1).proposals[0].vote_count = votes;
    await route.fulfill({ response, json: told });
  });
  await world.open("/next");
  await page.getByLabel("How much time do you have tonight?").selectOption("120");
  await shows(page.getByRole("heading", { name: "Fits tonight" }));
  const first = page.locator(".suggestion").filter({ hasText: "Fits tonight" });
  await pressSlowly(world, first.getByRole("link"), async () => {
    votes = 99;
    await askAgain(world);
    await shows(page.locator(".suggestion").getByText("99 votes"));
  });
  await becomes(async () => /^\/proposals\/\d+$/.test(path(world)), true);
});

scenario("a press is not lost as a joined film gets a vote", { on: ["desktop"] }, async (world) => {
  const { page, server } = world;
  const { id } = await server.proposal("Charade");
  const { id: joined } = await server.proposal("Metropolis");
  await server.call("PUT", `/proposals/${id}/joins/${joined}`, { token: tokens.admin });
  const { voters } = await server.proposal("Charade");
  const method = voters.some(({ name }) => name === "ada") ? "DELETE" : "PUT";
  await world.enter("admin");
  await world.open(`/proposals/${id}`);
  const part = world.button("Make them two again");
  await pressSlowly(world, part, async () => {
    const told = page.waitForResponse((response) => response.url().endsWith("/joins"));
    await server.call(method, `/votes/${id}`, { token: tokens.ada });
    await askAgain(world);
    await told;
  });
  await hides(part);
});
