// Ten, a hundred and a thousand votes fit the card, whatever its width.
import assert from "node:assert/strict";
import { collisions, sidewaysScroll } from "./support/layout.mjs";
import { scenario } from "./support/scenario.mjs";
import { becomes, shows } from "./support/wait.mjs";

const WIDTHS = [320, 360, 390, 430, 600, 700, 768, 1000, 1280, 1440, 1920, 2560];
const COUNTS = [9, 10, 100, 1000];

const voters = (count) =>
  Array.from({ length: count }, (_, at) => ({
    id: 1000 + at,
    name: `${"ABCDEFGH"[at % 8]}${"abcdefgh"[(at >> 3) % 8]} ${at}`,
    color: "#0f766e",
  }));

/** Lets the server tell of each film with the next of the counts. */
const tellCounts = ({ page }, counts) =>
  page.route("**/api/v1/proposals?*", async (route) => {
    const response = await route.fetch();
    const list = await response.json();
    list.items.forEach((proposal, at) => {
      proposal.vote_count = counts[at % counts.length];
      if (proposal.voters) proposal.voters = voters(proposal.vote_count);
    });
    await route.fulfill({ json: list, headers: { ...response.headers(), etag: '"counts"' } });
  });

/** Of the stage and of the grid: each height that a card has. */
const heights = () =>
  [".lead", ".cards > .card"].map((cards) => [
    ...new Set(
      [...document.querySelectorAll(cards)].map(
        (card) => Math.round(card.getBoundingClientRect().height * 100) / 100,
      ),
    ),
  ]);

/** Initials that are seen: how many on the fullest card, and the size of their letters. */
const letters = () => {
  const seen = (node) => node.getClientRects().length > 0;
  const rows = [...document.querySelectorAll(".discs")].map((row) =>
    [...row.children].filter(seen),
  );
  const sizes = [...document.querySelectorAll(".voters .disc")]
    .filter(seen)
    .map((disc) => parseFloat(getComputedStyle(disc).fontSize));
  return { most: Math.max(...rows.map((row) => row.length)), smallest: Math.min(...sizes) };
};

/** Initials that lie over more than the rim of another. */
const lapping = () =>
  [...document.querySelectorAll(".voters")].flatMap((row) => {
    const boxes = [...row.querySelectorAll(".disc")]
      .map((disc) => disc.getBoundingClientRect())
      .filter(({ width }) => width > 0);
    return boxes.slice(1).filter((box, at) => boxes[at].right - box.left > 5);
  }).length;

const isVisitor = { "a visitor": true, "a member": false };
for (const [reader, isAnybody] of Object.entries(isVisitor))
  scenario(
    `9, 10, 100 and 1,000 votes make no card higher for ${reader}`,
    { on: ["desktop"] },
    async (world) => {
      const { page } = world;
      if (!isAnybody) await world.enter();
      await tellCounts(world, COUNTS);
      await world.open();
      await shows(world.ticket("Charade"));
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const [, grid] = await page.evaluate(heights);
        assert.equal(grid.length, 1, `${width} px: heights ${grid}`);
        assert.deepEqual(await page.evaluate(collisions), [], `${width} px`);
        assert.ok(Math.max(...(await page.evaluate(sidewaysScroll))) <= 0, `${width} px`);
        if (isAnybody) continue;
        const { most, smallest } = await page.evaluate(letters);
        assert.ok(most <= 3 && smallest >= 12, `${width} px: ${most} letters of ${smallest} px`);
        assert.equal(await page.evaluate(lapping), 0, `${width} px`);
      }
    },
  );

scenario("the stage is as high with any count", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await world.enter();
  const seen = new Map();
  for (const count of COUNTS) {
    await page.unrouteAll({ behavior: "wait" });
    await tellCounts(world, [count, ...Array(99).fill(1)]);
    if (seen.size === 0) await world.open();
    else await world.reload();
    await becomes(() => page.locator(".lead .ticket-count").textContent(), String(count));
    await page.evaluate(() => document.fonts.ready);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const [[height]] = await page.evaluate(heights);
      assert.equal(height, seen.get(width) ?? height, `${width} px with ${count} votes`);
      seen.set(width, height);
    }
  }
});

scenario("a ticket is seen in the system's own colours", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await page.emulateMedia({ forcedColors: "active" });
  await world.enter();
  await world.open();
  const [voted, not] = await Promise.all(
    ["true", "false"].map((pressed) =>
      page
        .locator(`.cards .ticket[aria-pressed=${pressed}]`)
        .first()
        .evaluate((ticket) =>
          ["::before", "::after"].map((part) => getComputedStyle(ticket, part).backgroundColor),
        ),
    ),
  );
  assert.notEqual(not[0], not[1], "a rim");
  assert.notEqual(voted[1], not[1], "paper of its own");
});
