// Who clicks everything twice gets what one click does.
import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { becomes, hides, shows } from "./support/wait.mjs";

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
