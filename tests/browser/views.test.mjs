// What holds for every view and sheet, by day and by night.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { devices } from "./support/browser.mjs";
import { collisions, danglingDots, sidewaysScroll, smallTargets } from "./support/layout.mjs";
import { scenario } from "./support/scenario.mjs";
import { views } from "./support/views.mjs";
import { becomes, shows } from "./support/wait.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const isLong = process.env.MARQUEE_TEST_LONG === "1";
const pictures = fileURLToPath(new URL("../../build/screenshots/", import.meta.url));
if (isLong) mkdirSync(pictures, { recursive: true });

/** The page's policy forbids all scripts but the debugger's. */
async function bringAxe({ context, page }) {
  const session = await context.newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axe });
  await session.detach();
}

/** Violations in words: the rule, and where. Two rows of cards stand for all of them. */
const violations = (world, options = {}) =>
  world.page.evaluate(async (given) => {
    const { violations: found } = await globalThis.axe.run(
      { include: ["html"], exclude: [".card:nth-child(n + 13)"] },
      { resultTypes: ["violations"], ...given },
    );
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`);
  }, options);

/** A font that comes late moves what is being measured. What is out of sight may come whenever it likes. */
const isComplete = () => {
  const isSeen = (image) => {
    const { top, bottom } = image.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  return (
    document.fonts.status === "loaded" &&
    [...document.images].filter(isSeen).every((image) => image.complete)
  );
};

async function keepPicture(world, name, scheme) {
  const file = `${name.replace(/\W+/g, "-")}-${scheme}.png`;
  await world.page.screenshot({ path: pictures + file });
}

/**
 * By night only the colours are others, and the same on every screen: they are looked at on a phone.
 * MARQUEE_TEST_LONG=1 looks everywhere, and keeps pictures in build/screenshots/.
 */
async function isAccessible(world, device, { name, picture }) {
  const { page } = world;
  const keeps = picture && isLong;
  await becomes(() => page.evaluate(isComplete), true);
  await page.emulateMedia({ colorScheme: "light" });
  if (keeps) await keepPicture(world, name, "light");
  assert.deepEqual(await violations(world), []);
  if (device !== "phone" && !isLong) return;
  await page.emulateMedia({ colorScheme: "dark" });
  if (keeps) await keepPicture(world, name, "dark");
  assert.deepEqual(await violations(world, { runOnly: ["color-contrast"] }), [], "in the dark");
}

const NARROWEST = { width: 320, height: 640 };

/** Every view is one text for all: how wide it is shown is for the style sheet to tell. */
for (const [name, view] of Object.entries(views))
  scenario(
    `${name} suits axe, a thumb and 320 pixels`,
    { on: ["phone"], server: view.server },
    async (world) => {
      const { page } = world;
      await view.visit(world);
      await world.guard.rest();
      await bringAxe(world);
      for (const [device, { viewport }] of Object.entries(devices).reverse()) {
        await page.setViewportSize(viewport);
        await isAccessible(world, device, { ...view, name: `${name} ${device}` });
      }
      for (const viewport of [devices.phone.viewport, NARROWEST]) {
        await page.setViewportSize(viewport);
        const small = await page.evaluate(smallTargets, 24);
        assert.deepEqual(small, [], `targets under 24 of ${viewport.width} pixels`);
      }
      const scrolls = await page.evaluate(sidewaysScroll);
      assert.ok(Math.max(...scrolls) <= 0, `scrolls sideways by ${scrolls}`);
      assert.deepEqual(await page.evaluate(collisions), []);
      assert.deepEqual(await page.evaluate(danglingDots), [], "dots where a line begins");
    },
  );

scenario("the vote button has room for a thumb", {}, async (world) => {
  await world.enter();
  await world.open();
  await shows(world.ticket("Charade"));
  const sizes = await world.page
    .locator(".ticket:visible")
    .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect()));
  assert.equal(sizes.length, 44);
  for (const { width, height } of sizes) assert.ok(width >= 44 && height >= 44);
});

for (const width of [320, 390, 1280])
  scenario(
    `text at 200 % covers nothing at ${width} pixels`,
    { on: ["desktop"], context: { viewport: { width, height: 844 } } },
    async (world) => {
      const { page, context } = world;
      await world.enter();
      const session = await context.newCDPSession(page);
      await session.send("Page.enable");
      await session.send("Page.setFontSizes", { fontSizes: { standard: 32 } });
      await world.open();
      await shows(world.ticket("Charade"));
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).fontSize), "32px");
      assert.deepEqual(await page.evaluate(collisions), []);
      const scrolls = await page.evaluate(sidewaysScroll);
      assert.ok(Math.max(...scrolls) <= 0, `scrolls sideways by ${scrolls}`);
    },
  );
