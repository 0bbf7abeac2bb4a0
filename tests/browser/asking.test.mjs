// After an evening the page asks how the film was: a dot on the tab, and one card over the vote page.
import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { PASSWORD, tokens } from "./support/server.mjs";
import { asksNoMore, becomes, comesToRest, hasFocus, hides, shows } from "./support/wait.mjs";
import { screen } from "./support/watched.mjs";

const card = (world) => world.page.getByRole("region", { name: "How was it?" });
const stars = (world, spoken) => card(world).getByRole("radio", { name: spoken, exact: true });
const tab = (world) => world.page.locator(".tab-watched");
const said = "Watched, with films to rate";

/** The club has watched two more, and ada has rated none of them. */
async function watchTwo(world) {
  const date = new Date().toISOString().slice(0, 10);
  await screen(world, { title: "Holiday film 1", date });
  await screen(world, { title: "Holiday film 2", date });
}

/** Nothing that the demo brings is asked about. */
async function answerAll({ server }, token = tokens.ada) {
  const { body } = await server.call("GET", "/members/me", { token });
  for (const id of body.to_rate)
    await server.call("DELETE", `/members/me/to-rate/${id}`, { token });
}

async function openAsked(world) {
  await answerAll(world);
  await watchTwo(world);
  await world.enter();
  await world.open();
  await shows(card(world).getByRole("link", { name: /^Holiday film/ }));
}

scenario("who has not rated is asked, and one tap answers", {}, async (world) => {
  await openAsked(world);
  const asked = await card(world).getByRole("link").textContent();
  await becomes(() => tab(world).getAttribute("aria-label"), said);
  await world.press(stars(world, "4 stars"));
  await shows(world.toast(`You gave ${asked} 4 stars.`));
  const link = card(world).getByRole("link", { name: /^Holiday film/ });
  await becomes(async () => (await link.allTextContents()).includes(asked), false);
  await shows(link);
  await world.press(stars(world, "half a star"));
  await hides(card(world));
  await becomes(() => tab(world).getAttribute("aria-label"), null);
});

scenario("an answer by mistake is taken back", {}, async (world) => {
  await openAsked(world);
  await world.press(stars(world, "1 star"));
  const toast = world.toast("You gave");
  await world.press(toast.getByRole("button", { name: "Undo" }));
  await shows(world.toast("are gone."));
});

/** The parts of a tap, each when it is asked for. @param {import("playwright-core").Locator} star */
async function tapByParts(star) {
  const { x, y, width, height } = await star.boundingBox();
  const at = { clientX: x + width / 2, clientY: y + height / 2, detail: 1 };
  return {
    async lift() {
      await star.dispatchEvent("pointerdown", at);
      await star.dispatchEvent("pointerup", at);
    },
    click: () => star.dispatchEvent("click", at),
  };
}

/** For how many films ada has given stars. */
async function countRated({ server }) {
  const { body } = await server.call("GET", "/marks?of=ratings", { token: tokens.ada });
  return body.items.length;
}

scenario("a tap answers for one film, however late its click comes", {}, async (world) => {
  await openAsked(world);
  const link = card(world).getByRole("link");
  const asked = await link.textContent();
  const before = await countRated(world);
  const tap = await tapByParts(stars(world, "4 stars"));
  await tap.lift();
  await becomes(async () => (await link.textContent()) === asked, false);
  await tap.click();
  await asksNoMore(world.page);
  assert.equal(await countRated(world), before + 1);
  assert.equal(await stars(world, "4 stars").isChecked(), false);
});

scenario("who taps twice answers for one film", {}, async (world) => {
  await openAsked(world);
  await world.holdClock();
  const before = await countRated(world);
  const link = card(world).getByRole("link");
  const asked = await link.textContent();
  await world.press(stars(world, "4 stars"));
  await shows(world.toast(`You gave ${asked} 4 stars.`));
  await world.press(stars(world, "4 stars"));
  assert.equal(await link.textContent(), asked);
  await becomes(() => stars(world, "4 stars").isChecked(), true);
  const box = card(world).locator(".to-rate-card");
  await becomes(() => box.getAttribute("data-over"), "");
  await world.pass(1_000);
  await becomes(async () => (await link.textContent()) === asked, false);
  assert.equal(await box.getAttribute("data-over"), null);
  assert.equal(await countRated(world), before + 1);
  assert.equal(await world.toast("You gave").count(), 1);
});

scenario(
  "whoever sits here next is asked without the stars of the one before",
  {},
  async (world) => {
    const { page, server } = world;
    await answerAll(world);
    await answerAll(world, tokens.admin);
    await screen(world, { title: "Holiday film 1", date: new Date().toISOString().slice(0, 10) });
    await world.enterBeside({ name: "admin", password: PASSWORD });
    await world.enterBeside({ name: "ada", password: PASSWORD });
    await world.open();
    await world.press(stars(world, "4 stars"));
    await hides(card(world));
    await world.press(page.getByRole("button", { name: "Vote as admin" }));
    await shows(card(world).getByRole("link", { name: "Holiday film 1" }));
    assert.equal(await stars(world, "4 stars").isChecked(), false);
    assert.equal(await card(world).locator(".to-rate-card").getAttribute("data-over"), null);
    const { body } = await server.call("GET", "/members/me", { token: tokens.admin });
    assert.equal(body.to_rate.length, 1);
  },
);

scenario("nobody is asked before there is something, nor a visitor", {}, async (world) => {
  await answerAll(world);
  await world.enter();
  await world.open();
  await shows(world.card("Charade"));
  await becomes(() => tab(world).getAttribute("aria-label"), null);
  assert.equal(await card(world).count(), 0);
  const asked = await world.page.evaluate(() => performance.getEntriesByType("resource"));
  assert.ok(!asked.some(({ name }) => name.includes("/to_rate/")), "nothing is loaded for it");
});

scenario(
  "a member whose page is open is asked once the film has been watched",
  {},
  async (world) => {
    await answerAll(world);
    await world.enter();
    await world.open();
    await shows(world.card("Charade"));
    await screen(world, { proposal_id: 39 });
    await shows(card(world).getByRole("link", { name: "Metropolis" }));
  },
);

/** Notes what moves by itself. */
const watchShifts = () => {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries())
      globalThis.shifts.push([value, ...sources.map(({ node }) => node?.className)]);
  }).observe({ type: "layout-shift", buffered: true });
};

/** Holds back who the reader is until it is let go. @returns {Promise<() => void>} */
async function holdMe({ page }) {
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await page.route("**/api/v1/members/me", async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

const isDotted = (world) => tab(world).locator(".has-dot").count();

for (const isAsked of [true, false])
  scenario(
    `films wait for no question, and nothing moves when ${isAsked ? "one" : "none"} comes`,
    { on: ["phone", "desktop"] },
    async (world) => {
      const { page } = world;
      await answerAll(world);
      if (isAsked) await watchTwo(world);
      await world.prepare(watchShifts);
      const letGo = await holdMe(world);
      await world.enter();
      await world.open();
      await shows(world.card("Charade").locator(".disc").first());
      await becomes(() => page.evaluate(() => document.fonts.status), "loaded");
      const before = await world.card("Charade").boundingBox();
      const told = page.waitForResponse("**/api/v1/members/me");
      letGo();
      await told;
      await becomes(() => isDotted(world), Number(isAsked));
      if (isAsked) await shows(card(world).getByRole("link", { name: /^Holiday film/ }));
      assert.deepEqual(await world.card("Charade").boundingBox(), before);
      assert.deepEqual(await page.evaluate(() => globalThis.shifts), []);
    },
  );

const boxOf = (locator) => locator.boundingBox();
const overlap = (a, b) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

for (const width of [320, 390, 760, 1280])
  scenario(
    `the question covers no face and nothing that is said, at ${width} pixels`,
    { on: ["phone"] },
    async (world) => {
      const { page } = world;
      await page.setViewportSize({ width, height: 844 });
      await answerAll(world);
      await watchTwo(world);
      await world.enterBeside({ name: "admin", password: PASSWORD });
      await world.enterBeside({ name: "ada", password: PASSWORD });
      await world.open();
      await shows(card(world).getByRole("link", { name: /^Holiday film/ }));
      const question = card(world).locator(".to-rate-card");
      const faces = page.locator(".seats-bar");
      await shows(faces);
      assert.ok(!overlap(await boxOf(question), await boxOf(faces)));
      await world.press(stars(world, "4 stars"));
      const toast = world.toast("You gave");
      await shows(toast);
      assert.ok(!overlap(await boxOf(question), await boxOf(toast)));
      await world.press(toast.getByRole("button", { name: "Dismiss" }));
      await hides(toast);
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      const last = page.locator(".card .ticket").last();
      await becomes(async () => overlap(await boxOf(question), await boxOf(last)), false);
      assert.ok((await boxOf(last)).y < (await boxOf(question)).y, "it can be scrolled free");
    },
  );

const sizes = [
  { width: 320, height: 568 },
  { width: 390, height: 844 },
  { width: 844, height: 390 },
  { width: 1000, height: 700 },
];
for (const size of sizes)
  scenario(
    `what is said already makes room for the question, at ${size.width} × ${size.height} pixels`,
    { on: ["phone"] },
    async (world) => {
      const { page } = world;
      /** @type {() => void} */
      let tell = () => {};
      const told = new Promise((resolve) => (tell = () => resolve(undefined)));
      await page.setViewportSize(size);
      await answerAll(world);
      await watchTwo(world);
      await page.route("**/api/v1/screenings/*", async (route) => {
        await told;
        await route.continue();
      });
      await page.route("**/api/v1/votes/*", (route) => route.fulfill({ status: 500 }));
      world.guard.expect(/votes|500/);
      await world.enter();
      await world.open();
      await world.press(world.ticket("Charade"));
      const toast = page.locator(".toast");
      await shows(toast);
      tell();
      const question = card(world).locator(".to-rate-card");
      await shows(card(world).getByRole("link", { name: /^Holiday film/ }));
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await comesToRest(page);
      await becomes(async () => overlap(await boxOf(question), await boxOf(toast)), false);
    },
  );

scenario("a question is answered by keyboard", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await openAsked(world);
  const asked = await card(world).getByRole("link").textContent();
  await page.locator(".tab-me").focus();
  await page.keyboard.press("Tab");
  await hasFocus(card(world).getByRole("link"));
  await page.keyboard.press("Tab");
  await page.keyboard.press("4");
  await shows(world.toast(`You gave ${asked} 4 stars.`));
});

scenario("who does not want to be asked is asked no more", {}, async (world) => {
  const { page } = world;
  await openAsked(world);
  const link = card(world).getByRole("link");
  const asked = await link.textContent();
  const putAway = () => world.press(card(world).getByRole("button", { name: /^Don’t ask about/ }));
  await putAway();
  await becomes(async () => (await link.textContent()) === asked, false);
  await hasFocus(link);
  await putAway();
  await hides(card(world));
  await hasFocus(page.locator("main"));
  await world.reload();
  await shows(world.card("Charade"));
  await becomes(() => tab(world).getAttribute("aria-label"), null);
  assert.equal(await card(world).count(), 0);
});
