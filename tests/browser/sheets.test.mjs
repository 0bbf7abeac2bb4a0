// What holds for every sheet: it opens at its top, can be left from anywhere in it, and gives the
// reader's place on the page back.
import assert from "node:assert/strict";
import { launch, newContext } from "./support/browser.mjs";
import { told } from "./support/films.mjs";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows } from "./support/wait.mjs";

const place = ({ page }) => page.evaluate(() => [scrollX, scrollY]);
const last = ({ page }) => page.locator(".card-link").last();

/** Far down the page, with the focus on the last film. */
async function goFarDown(world) {
  await world.enter();
  await world.open();
  await last(world).focus();
  await world.page.evaluate(() => window.scrollBy(0, -120));
  await becomes(async () => (await place(world))[1] > 1500, true);
}

const ways = {
  "its button": ({ page }) => page.getByRole("button", { name: "Close" }).click(),
  Escape: ({ page }) => page.keyboard.press("Escape"),
  Back: ({ page }) => page.goBack(),
};

for (const [way, leave] of Object.entries(ways))
  scenario(`a film that is left by ${way} gives the place back`, {}, async (world) => {
    await goFarDown(world);
    const before = await place(world);
    await last(world).press("Enter");
    const sheet = world.page.locator("dialog.sheet-film");
    await shows(sheet);
    assert.deepEqual(await place(world), before, "while it is open");
    await leave(world);
    await hides(sheet);
    await hasFocus(last(world));
    assert.deepEqual(await place(world), before);
  });

scenario("the sheet that proposes gives the place back", { on: ["phone"] }, async (world) => {
  await goFarDown(world);
  const before = await place(world);
  await world.press(world.link("Propose"));
  await shows(world.dialog("Propose a film"));
  await world.page.goBack();
  await hides(world.dialog("Propose a film"));
  await hasFocus(world.link("Propose"));
  assert.deepEqual(await place(world), before);
});

/** 320 × 256 is what 400 % leaves of 1280 × 1024. */
for (const height of [256, 640])
  scenario(
    `a film opens at its top, and keeps its button in view, at 320 × ${height}`,
    { on: ["phone"], context: { viewport: { width: 320, height }, hasTouch: true } },
    async (world) => {
      const { page } = world;
      await world.tell({ Charade: { ...told, plot: "A long story. ".repeat(80) } });
      await world.enter();
      await world.open("/proposals/37");
      const sheet = world.dialog(told.title);
      await shows(sheet);
      const scrolled = () => sheet.evaluate((node) => node.scrollTop);
      assert.equal(await scrolled(), 0);
      await sheet.evaluate((node) => node.scrollTo(0, node.scrollHeight));
      assert.ok((await scrolled()) > 500);
      const box = await sheet.getByRole("button", { name: "Close" }).boundingBox();
      assert.ok(box.y >= 0 && box.y + box.height <= height && box.x + box.width <= 320);
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await hides(sheet);
    },
  );

/** Where everything on the page begins and ends. */
const edges = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".sign, .tab, .card, .tally, .bulbs, main")].map((node) => {
      const { left, right } = node.getBoundingClientRect();
      return [left, right];
    }),
  );

/** Opens the sheet that signs in, and says whether the page had a scrollbar. */
async function staysThere(page) {
  const before = await edges(page);
  const room = await page.evaluate(() => innerWidth - document.documentElement.clientWidth);
  await page.getByRole("link", { name: "Sign in" }).click();
  const sheet = page.getByRole("dialog", { name: "Sign in" });
  await shows(sheet);
  assert.deepEqual(await edges(page), before, "open");
  await page.keyboard.press("Escape");
  await hides(sheet);
  assert.deepEqual(await edges(page), before, "closed");
  return room > 0;
}

scenario("beside a classic scrollbar a sheet moves nothing", { on: ["desktop"] }, async (world) => {
  const browser = await launch({ ignoreDefaultArgs: ["--hide-scrollbars"] });
  try {
    const page = await (await newContext(browser, "desktop")).newPage();
    await page.goto(world.server.url);
    await shows(page.getByRole("link", { name: "Charade" }));
    assert.equal(await staysThere(page), true, "a long page has a scrollbar");
    await page.getByLabel("Filter the films").fill("charade");
    await becomes(() => page.locator(".card").count(), 1);
    assert.equal(await staysThere(page), false, "a short one has none");
  } finally {
    await browser.close();
  }
});

/** Words of an element that stand in more than one line. */
const broken = (node) => {
  const text = node.firstChild;
  const range = document.createRange();
  return [...text.data.matchAll(/\S+/g)]
    .filter(({ 0: word, index }) => {
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
    })
    .map(([word]) => word);
};

scenario("no word of a film's title is broken at any width", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  const title = "METROPOLIS, OPPENHEIMER und das Kammerschauspiel";
  await world.tell({ Charade: { title } });
  await world.open("/proposals/37");
  const heading = world.dialog(title).getByRole("heading", { name: title });
  await shows(heading);
  await page.evaluate(() => document.fonts.ready);
  for (const width of [320, 390, 699, 700, 820, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    assert.deepEqual(await heading.evaluate(broken), [], `at ${width}`);
    const isInside = (node) => node.scrollWidth <= node.clientWidth;
    assert.ok(await heading.evaluate(isInside), `inside at ${width}`);
  }
});

scenario("what others wrote has its own direction", { on: ["phone"] }, async (world) => {
  const words = { title: "שלום!", plot: "סיפור ארוך מאוד.", directors: ["דוד"], poster: null };
  await world.tell({ Charade: words });
  await world.enter();
  await world.open();
  const direction = (locator) => locator.evaluate((node) => getComputedStyle(node).direction);
  assert.equal(await direction(world.page.getByRole("heading", { name: words.title })), "rtl");
  await world.press(world.link(words.title));
  const sheet = world.dialog(words.title);
  await shows(sheet);
  for (const text of [words.title, words.plot, words.directors[0]])
    assert.equal(await direction(sheet.getByText(text, { exact: true }).last()), "rtl", text);
  assert.equal(await direction(sheet.getByText(/^Directed by/)), "ltr");
});

scenario("a sentence keeps its direction around a title that has another", {}, async (world) => {
  const title = "שלום!";
  const { body } = await world.server.call("POST", "/proposals", {
    token: tokens.ada,
    body: { title, year: 1998 },
  });
  await world.enter();
  await world.open(`/proposals/${body.id}`);
  const sheet = world.dialog(title);
  await world.press(sheet.getByRole("button", { name: "Withdraw this film" }));
  await world.press(sheet.getByRole("button", { name: "Withdraw it", exact: true }));
  const said = world.toast(`${title} has been withdrawn`).locator("p");
  await shows(said);
  const direction = (locator) => locator.evaluate((node) => getComputedStyle(node).direction);
  assert.equal(await direction(said), "ltr");
  assert.equal(await direction(said.locator("bdi")), "rtl");
  assert.equal(await said.locator("bdi").textContent(), title);
});
