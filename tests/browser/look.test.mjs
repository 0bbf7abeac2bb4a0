// What does not look right without a test that says so.
import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { shows } from "./support/wait.mjs";

const named = (name) => ({ demo: false, env: { MARQUEE_CLUB_NAME: name } });
const LONG = "Filmclub der Nachbarschaft Oranienstraße & Umgebung";
const MEMBER = "Maximiliana Wolkenstein-Hohenbergwald";

for (const [name, widths] of Object.entries({
  "Friday Film Club": [320, 390, 700, 899, 1280],
  [LONG]: [320, 390, 700, 800, 900, 1280, 2560],
}))
  scenario(
    `the sign has room for “${name}”`,
    { on: ["desktop"], server: named(name) },
    async (world) => {
      const { page } = world;
      world.server.addMember(MEMBER);
      await world.enter(MEMBER);
      await world.open();
      await shows(page.locator(".tab-me"));
      await page.evaluate(() => document.fonts.ready);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        const [hidden, height] = await page
          .locator(".sign")
          .evaluate((node) => [node.scrollHeight - node.clientHeight, node.offsetHeight]);
        assert.ok(hidden < 8, `${hidden} px are cut off at ${width} px`);
        assert.ok(
          height <= (name === LONG && width === 700 ? 80 : 56),
          `${height} px high at ${width} px`,
        );
      }
    },
  );

/** Boxes of the first so many of a kind. */
const boxesOf = (locator, count) =>
  locator.evaluateAll(
    (nodes, end) =>
      nodes.slice(0, end).map((node) => {
        const { left, right, top, bottom } = node.getBoundingClientRect();
        return { left, right, top, bottom };
      }),
    count,
  );

scenario(
  "frames of films that are level do not touch",
  { on: ["phone"], server: named("Club") },
  async (world) => {
    const { page, server, token } = world;
    for (const title of ["One", "Two", "Three", "Four", "Five"]) {
      const { body } = await server.call("POST", "/proposals", { token, body: { title } });
      await server.call("PUT", `/votes/${body.id}`, { token });
    }
    await world.enter();
    await world.open();
    const frames = page.locator(".cards .is-leading .card-frame");
    await shows(frames.nth(1));
    const reach = await frames.first().evaluate((node) => {
      const { top } = getComputedStyle(node, "::before");
      return -parseFloat(top);
    });
    for (const width of [320, 390, 600]) {
      await page.setViewportSize({ width, height: 800 });
      const [first, second] = await boxesOf(frames, 2);
      assert.ok(second.left - first.right > 2 * reach + 2, `${width} px`);
    }
  },
);

scenario(
  "a title of another direction begins where its facts begin",
  { server: named("Club") },
  async (world) => {
    const { page, server, token } = world;
    for (const title of ["باب الحديد", "לבנון"]) {
      const body = { title, year: 1958 };
      await server.call("POST", "/proposals", { token, body });
    }
    await world.enter();
    await world.open();
    await shows(world.card("לבנון"));
    /* Where its letters are, not its box. */
    const starts = await page.locator(".card").evaluateAll((cards) =>
      cards.flatMap((card) =>
        [".card-link", ".card-facts .fact"].map((part) => {
          const range = document.createRange();
          range.selectNodeContents(card.querySelector(part));
          return Math.round(range.getBoundingClientRect().left - card.getBoundingClientRect().left);
        }),
      ),
    );
    assert.equal(starts.length, 4);
    assert.ok(
      starts.every((start) => Math.abs(start) <= 3),
      starts.join(),
    );
  },
);

scenario(
  "on the narrowest phone each list has its count below",
  { on: ["phone"] },
  async (world) => {
    const { page } = world;
    await page.setViewportSize({ width: 320, height: 640 });
    await world.enter();
    await world.open();
    await shows(page.locator(".list-count").first());
    const words = await boxesOf(page.locator(".list-word"), 3);
    const counts = await boxesOf(page.locator(".list-count"), 3);
    assert.deepEqual(
      counts.map(({ top }, at) => top >= words[at].bottom - 2),
      [true, true, true],
    );
  },
);
