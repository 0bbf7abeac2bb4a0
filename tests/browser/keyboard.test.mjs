// Everything with the keyboard alone: no test in here touches the page.
import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { PASSWORD } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows, ticketSays } from "./support/wait.mjs";

const MOST = 200;

/** Presses Tab until the focus is there. */
async function tabTo({ page }, locator) {
  for (let press = 0; press < MOST; press += 1) {
    if (await locator.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${locator} is not reached by ${MOST} tabs`);
}

const type = ({ page }, text) => page.keyboard.type(text);

/** Whoever types slowly asks more than once, and no longer waits for what they asked before. */
const search = (world, text) => {
  world.guard.expect(/ERR_ABORTED/);
  return type(world, text);
};
const path = (world) => world.path();

scenario("the keyboard votes, and takes the vote back", {}, async (world) => {
  const { page } = world;
  await world.enter();
  await world.open();
  const ticket = world.ticket("Charade");
  await tabTo(world, ticket);
  await page.keyboard.press("Space");
  await ticketSays(ticket, true, 10);
  await hasFocus(ticket);
  await becomes(
    () => page.locator("[aria-live=polite]").textContent(),
    "You voted for Charade. It has 10 votes.",
  );
  await page.keyboard.press("Enter");
  await ticketSays(ticket, false, 9);
});

scenario("a vote keeps its focus when the list re-sorts", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await world.enter();
  await world.holdClock();
  await world.open();
  const ticket = world.ticket("The General");
  await tabTo(world, ticket);
  await page.keyboard.press("Space");
  await ticketSays(ticket, true, 7);
  await world.pass(6_000);
  await world.button("New order").dispatchEvent("click");
  await becomes(async () => (await world.titles())[3], "The General");
  await hasFocus(ticket);
});

scenario(
  "the keyboard signs in, and the vote that asked for it is cast",
  { on: ["desktop"] },
  async (world) => {
    const { page } = world;
    await world.open();
    await tabTo(world, world.ticket("Charade"));
    await page.keyboard.press("Enter");
    await hasFocus(page.getByLabel("Your name in the club"));
    await type(world, "ada");
    await page.keyboard.press("Tab");
    await type(world, PASSWORD);
    await page.keyboard.press("Enter");
    await hides(world.dialog("Sign in"));
    await ticketSays(world.ticket("Charade"), true, 10);
  },
);

scenario(
  "the keyboard opens a film, stays inside it, and closes it",
  { on: ["desktop"] },
  async (world) => {
    const { page } = world;
    await world.enter();
    await world.open();
    await tabTo(world, world.link("Charade"));
    await page.keyboard.press("Enter");
    const dialog = world.dialog("Charade");
    await shows(dialog);
    for (let press = 0; press < 8; press += 1) {
      await page.keyboard.press("Tab");
      const outside = await page.evaluate(
        () => document.activeElement !== document.body && !document.activeElement.closest("dialog"),
      );
      assert.equal(outside, false, "the focus has left the dialog");
    }
    await tabTo(world, dialog.getByRole("button", { name: "Close" }));
    await page.keyboard.press("Enter");
    await hides(dialog);
    await hasFocus(world.link("Charade"));
    await becomes(() => path(world), "/");
  },
);

scenario("the keyboard proposes a film, and withdraws it", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await world.enter();
  await world.open();
  await tabTo(world, world.link("Propose"));
  await page.keyboard.press("Enter");
  await hasFocus(page.getByLabel("Title, IMDb id or a pasted link"));
  await search(world, "casablanca");
  const hit = world
    .dialog("Propose a film")
    .getByRole("listitem")
    .getByRole("button", { name: /^Propose/ });
  await shows(hit);
  await tabTo(world, hit);
  await page.keyboard.press("Enter");
  const dialog = world.dialog("Casablanca");
  await shows(dialog);
  await tabTo(world, dialog.getByRole("button", { name: "Withdraw this film" }));
  await page.keyboard.press("Enter");
  await hasFocus(dialog.getByRole("button", { name: "Never mind" }));
  await page.keyboard.press("Shift+Tab");
  await hasFocus(dialog.getByRole("button", { name: "Withdraw it" }));
  await page.keyboard.press("Enter");
  await hides(dialog);
  await becomes(
    () => page.locator("h1").innerText(),
    "44 films up for a vote · You’ve proposed 3 of 10",
  );
});

scenario("the skip link leads past the filter, to the first film", {}, async (world) => {
  const { page } = world;
  await world.open();
  await shows(world.card("Charade"));
  await page.keyboard.press("Tab");
  await hasFocus(world.link("Skip to the films"));
  await page.keyboard.press("Enter");
  await hasFocus(page.locator(".card-link").first());
});

/** Where the focus is, in the middle of what has it. */
const focusAt = ({ page }) =>
  page.evaluate(() => {
    const { left, top, width, height } = document.activeElement.getBoundingClientRect();
    return { name: document.activeElement.textContent, x: left + width / 2, y: top + height / 2 };
  });

for (const width of [320, 700, 1280])
  scenario(
    `Tab goes through the head of the page as it is seen, at ${width} pixels`,
    { on: ["desktop"], context: { viewport: { width, height: 800 } } },
    async (world) => {
      const { page } = world;
      await world.enter();
      await world.open();
      await page.locator(".tabs a:visible").first().focus();
      const stops = [await focusAt(world)];
      for (let press = 0; press < 3; press += 1) {
        await page.keyboard.press("Tab");
        stops.push(await focusAt(world));
      }
      assert.deepEqual(
        stops.map(({ name }) => name.replace(/^A[a-z]?(?=ada$)/, "")),
        ["Vote", "Watched", "Propose", "ada"],
      );
      for (const [at, { x }] of stops.entries()) assert.ok(at === 0 || x > stops[at - 1].x);
    },
  );

scenario("arrows lead into what was found, and back", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await world.enter();
  await world.open("/propose");
  const field = page.getByLabel("Title, IMDb id or a pasted link");
  await hasFocus(field);
  await search(world, "the");
  const verbs = world.dialog("Propose a film").locator(".hit-verb:visible");
  await shows(verbs.nth(2));
  const press = async (key, locator) => {
    await page.keyboard.press(key);
    await hasFocus(locator);
  };
  await press("ArrowDown", verbs.first());
  await press("ArrowDown", verbs.nth(1));
  await press("End", verbs.last());
  await press("ArrowDown", verbs.last());
  await press("Home", verbs.first());
  await press("ArrowDown", verbs.nth(1));
  await page.keyboard.press("Enter");
  await hasFocus(
    world
      .dialog("Propose a film")
      .getByRole("link", { name: /^You voted/ })
      .first(),
  );
  await press("ArrowUp", verbs.first());
  await press("ArrowUp", field);
  await becomes(() => field.inputValue(), "the");
});

scenario("the keyboard changes the name and signs out", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await world.enter();
  await world.open();
  await tabTo(world, world.link("ada"));
  await page.keyboard.press("Enter");
  await tabTo(world, page.getByLabel("Name", { exact: true }));
  await page.keyboard.press("ControlOrMeta+a");
  await type(world, "countess");
  await page.keyboard.press("Enter");
  await shows(page.getByRole("heading", { name: "countess" }));
  await tabTo(world, page.locator(".me-head").getByRole("button", { name: "Sign out" }));
  await page.keyboard.press("Enter");
  await shows(world.toast("You’re signed out."));
});

scenario("whoever goes from one page to another by the keyboard is in it", {}, async (world) => {
  const { page } = world;
  await world.enter("admin");
  await world.open("/club");
  await tabTo(world, world.link("Settings"));
  await page.keyboard.press("Enter");
  await shows(page.getByRole("heading", { name: "Settings" }));
  await hasFocus(page.locator("#main"));
});
