// The page in another language than English: who is spoken to in which, and that nothing is cut off in
// one whose words are longer.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { AWAY, context as offline, enterKept } from "./support/kept.mjs";
import { cutOff, sidewaysScroll } from "./support/layout.mjs";
import { PSEUDO, pseudoFrontend } from "./support/pseudo.mjs";
import { scenario } from "./support/scenario.mjs";
import { asksNoMore, becomes, shows } from "./support/wait.mjs";

const server = { env: { MARQUEE_FRONTEND: await pseudoFrontend() } };
/** The languages that are no English, and the one that nobody speaks. */
const list = new URL("../../frontend/words/languages.json", import.meta.url);
const [, ...rows] = JSON.parse(readFileSync(list, "utf8"));
const languages = [PSEUDO, ...rows.map(({ language }) => language)];
const viewport = { width: 360, height: 740 };

const languageOf = (page) => page.evaluate(() => document.documentElement.lang);

/** Every place of the page, and who sees it. */
const places = {
  visitor: [
    "/",
    "/sign-in",
    "/watched",
    "/next",
    "/years/2026",
    "/nowhere",
    "/join#mq_demo_invitation",
  ],
  ada: ["/", "/proposals/39", "/propose", "/screenings/1", "/me", "/activity"],
  admin: [
    "/",
    "/tonight",
    "/watched/add",
    "/me",
    "/club",
    "/club/invitations",
    "/club/settings",
    "/cache",
  ],
};

/** A view stands once nothing is asked any more and nothing says that it's being loaded. */
async function stands({ page }) {
  await asksNoMore(page);
  await page.evaluate(() => document.fonts.ready);
}

/** @param {string} language @param {keyof typeof places} who */
const isWhole = (language, who) =>
  scenario(
    `nothing is cut off for ${who} in ${language}`,
    { on: ["phone"], server, context: { viewport, locale: language } },
    async (world) => {
      const { page } = world;
      world.guard.expect(/404 .*\/nowhere/);
      if (who !== "visitor") await world.enter(who);
      for (const path of places[who]) {
        await world.open(path);
        await stands(world);
        assert.equal(await languageOf(page), language, path);
        const scrolls = await page.evaluate(sidewaysScroll);
        assert.ok(Math.max(...scrolls) <= 0, `${path} scrolls sideways by ${scrolls}`);
        assert.deepEqual(await page.evaluate(cutOff), [], path);
      }
    },
  );
for (const language of languages) for (const who of Object.keys(places)) isWhole(language, who);

scenario("a visitor chooses another language for this browser", { server }, async (world) => {
  const { page } = world;
  world.guard.expect(/ERR_ABORTED/);
  await world.open();
  await shows(world.card("Charade"));
  assert.equal(await languageOf(page), "en");
  await world.press(world.button("ÉÉnglíísh"));
  await becomes(() => languageOf(page), PSEUDO);
  await shows(page.getByRole("link", { name: "Vöötéé", exact: true }));
  await world.press(world.button("English"));
  await becomes(() => languageOf(page), "en");
  await shows(world.link("Vote"));
});

scenario(
  "a member chooses a language, and has it wherever they sign in",
  { server },
  async (world) => {
    const { page } = world;
    world.guard.expect(/ERR_ABORTED/);
    await world.enter();
    await world.open("/me");
    await page.getByLabel("Language of the page").selectOption(PSEUDO);
    await becomes(() => languageOf(page), PSEUDO);
    await shows(page.getByLabel("Láángüüáágéé ööf théé páágéé"));
    await world.forgetAll();
    await world.open("/sign-in");
    assert.equal(await languageOf(page), "en");
    await page.getByLabel("Your name in the club").fill("ada");
    await page.getByLabel("Password", { exact: true }).fill("film night demo");
    await page.keyboard.press("Enter");
    await becomes(() => languageOf(page), PSEUDO);
    await world.open("/me");
    await page.getByLabel("Láángüüáágéé ööf théé páágéé").selectOption("");
    await becomes(() => languageOf(page), "en");
  },
);

scenario(
  "one file has the words of another language",
  { on: ["desktop"], server, context: { locale: PSEUDO } },
  async (world) => {
    const words = [];
    world.page.on("request", (request) => {
      const path = world.path(request.url());
      if (/^\/words\/[^/]+\//.test(path)) words.push(path);
    });
    await world.open();
    await shows(world.card("Charade"));
    assert.deepEqual(words, [`/words/${PSEUDO}/page.js`]);
  },
);

scenario(
  "without a server every view is still in the reader's language",
  { on: ["phone"], server, context: { ...offline, locale: PSEUDO } },
  async (world) => {
    const { page, guard } = world;
    guard.expect(...AWAY);
    await enterKept(world);
    await world.server.halt();
    await world.reload();
    await shows(world.card("Metropolis"));
    assert.equal(await languageOf(page), PSEUDO);
    await world.goto("/proposals/7");
    await shows(page.locator("dialog[open]").getByRole("button", { name: "Clööséé" }));
  },
);
