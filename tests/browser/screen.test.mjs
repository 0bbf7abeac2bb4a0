// The big screen: what a living room looks at from three metres.
import assert from "node:assert/strict";
import { ids, level, settle } from "./support/night_views.mjs";
import { scenario } from "./support/scenario.mjs";
import { HOME, isReachable, slot } from "./support/screen_views.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, eventually, hides, shows } from "./support/wait.mjs";

const TV = { on: ["desktop"], context: { viewport: { width: 1920, height: 1080 } } };
const MINUTE = 60_000;

/** What a key is called by the device that has it. */
const sendKey = ({ page }, key, keyCode = 0) =>
  page.evaluate((init) => document.body.dispatchEvent(new KeyboardEvent("keydown", init)), {
    key,
    keyCode,
    bubbles: true,
    cancelable: true,
  });

const leads = ({ page }) => page.locator(".slot.is-lead .show-title").allTextContents();

scenario("the big screen shows who leads, and follows the votes", TV, async (world) => {
  const { page } = world;
  await world.goto("/screen");
  await shows(page.getByText("In the lead"));
  assert.deepEqual(await leads(world), ["Metropolis"]);
  await becomes(() => slot(world, "Metropolis").locator(".show-count").textContent(), "10");
  await hides(page.locator(".masthead"));
  await level(world);
  await shows(page.getByText("2 films are level"));
  assert.deepEqual((await leads(world)).sort(), ["Charade", "Metropolis"]);
  await becomes(() => slot(world, "Charade").locator(".show-count").textContent(), "10");
});

for (const [width, height] of [
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
])
  scenario(
    `all of it is on a screen of ${width} × ${height}, and large enough for the sofa`,
    { on: ["desktop"], context: { viewport: { width, height } } },
    async (world) => {
      const { page } = world;
      await isReachable(world);
      await world.enter("admin");
      await world.goto("/screen");
      await shows(page.locator(".side-code .code"));
      for (const prepare of [() => {}, () => level(world)]) {
        await prepare();
        await page.evaluate(() => document.fonts.ready);
        const cut = await page.locator(".screen").evaluate((node) => {
          const all = [...node.querySelectorAll(".show, .side > *")];
          const seen = all.map((each) => each.getBoundingClientRect()).filter((box) => box.width);
          return seen.filter((box) => box.bottom > innerHeight || box.right > innerWidth).length;
        });
        assert.equal(cut, 0, "cut off");
        const small = await page.locator(".screen").evaluate((node) => {
          const texts = [...node.querySelectorAll(".screen-picture *")].filter(
            (each) =>
              each.offsetWidth > 0 && [...each.childNodes].some((child) => child.nodeType === 3),
          );
          const sizes = texts
            .filter((each) => !each.closest(".drawn, .disc"))
            .map((each) => parseFloat(getComputedStyle(each).fontSize))
            .filter((size) => size > 0);
          return Math.min(...sizes) / innerWidth;
        });
        assert.ok(small >= 0.0134, `text of ${small} of the width`);
      }
    },
  );

scenario("a remote leads through the films, into one, and out", TV, async (world) => {
  const { page } = world;
  await world.open("/next");
  await world.press(page.getByRole("link", { name: "Show the vote on a big screen" }));
  await shows(slot(world, "Metropolis"));
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  await page.keyboard.press("ArrowRight");
  await becomes(focused, "Metropolis, 10 votes");
  await page.keyboard.press("ArrowRight");
  await becomes(async () => (await focused()) !== "Metropolis, 10 votes", true);
  await page.keyboard.press("ArrowLeft");
  await becomes(focused, "Metropolis, 10 votes");
  await sendKey(world, "Select");
  await shows(page.getByRole("heading", { name: "Metropolis" }));
  await shows(page.getByText(/^In a city of towers/));
  await page.keyboard.press("ArrowRight");
  await shows(page.getByRole("heading", { name: "Charade" }));
  await sendKey(world, "GoBack");
  await becomes(focused, "Charade, 9 votes");
  assert.equal(world.path(), "/screen");
  await sendKey(world, "Unidentified", 461);
  await becomes(() => world.path(), "/next");
  await shows(page.locator(".masthead"));
});

scenario("Escape leaves a big screen that was opened by its address", TV, async (world) => {
  await world.goto("/screen");
  await shows(slot(world, "Metropolis"));
  await world.page.keyboard.press("Escape");
  await becomes(() => world.path(), "/");
  await shows(world.card("Metropolis"));
});

const MOVING = { ...TV, context: { ...TV.context, reducedMotion: "no-preference" } };

scenario("the curtain opens on tonight’s film, and on the vote again", MOVING, async (world) => {
  const { page } = world;
  await world.enter();
  await world.goto("/screen");
  await shows(slot(world, "Metropolis"));
  await settle(world, { proposal_id: ids.Charade });
  await shows(page.locator(".curtain"));
  await shows(page.getByRole("heading", { name: "Charade" }));
  await hides(page.locator(".curtain"));
  await hides(page.locator(".board"));
  await world.server.call("DELETE", "/tonight", { token: tokens.admin });
  await shows(slot(world, "Charade"));
});

const awaited = ({ page }) => page.locator(".missing-list li > :last-child").allTextContents();

const CLUB = { ...TV, server: { demo: false } };

scenario("who has not voted yet is named where the club shows that", CLUB, async (world) => {
  const { page, server, token } = world;
  for (const name of ["hedy", "grace"]) server.addMember(name);
  const { body: film } = await server.call("POST", "/proposals", {
    token,
    body: { title: "Dune" },
  });
  await server.call("DELETE", `/votes/${film.id}`, { token });
  await server.change("/club/settings", { missing_voters: "members" }, token);
  await world.enter("grace");
  await world.goto("/screen");
  await shows(page.getByRole("heading", { name: "Still to vote" }));
  await becomes(() => awaited(world), ["ada", "grace", "hedy"]);
  await server.call("PUT", `/votes/${film.id}`, { token });
  await becomes(() => awaited(world), ["grace", "hedy"]);
  await server.call("DELETE", `/votes/${film.id}`, { token });
  await becomes(() => awaited(world), ["ada", "grace", "hedy"]);
});

scenario("who has not voted yet is named to nobody at first", TV, async (world) => {
  const { page } = world;
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await world.enter();
  await world.goto("/screen");
  await shows(slot(world, "Metropolis"));
  await hides(page.locator(".missing"));
  assert.equal(asked.filter((url) => url.includes("/votes/missing")).length, 0);
});

/** The invitations that the club has. */
const invitations = async ({ server }) =>
  (await server.call("GET", "/invitations", { token: tokens.admin })).body.items;

scenario("an admin’s screen has an invitation of its own for a day", TV, async (world) => {
  const { page } = world;
  await isReachable(world);
  const before = (await invitations(world)).length;
  await world.enter("admin");
  await world.goto("/screen");
  const code = page.getByRole("img", { name: "QR code to join the club, good for a day" });
  await shows(code);
  await shows(page.getByText("films.example.org"));
  const made = await invitations(world);
  assert.equal(made.length, before + 1);
  const left = Date.parse(made[0].expires_at) - Date.now();
  assert.ok(left > 23 * 60 * MINUTE && left <= 24 * 60 * MINUTE, `${left} ms`);
  await world.reload();
  await shows(code);
  assert.equal((await invitations(world)).length, before + 1);
});

scenario("an admin’s screen that got no invitation asks again", TV, async (world) => {
  const { page } = world;
  await isReachable(world);
  await world.enter("admin");
  await world.holdClock();
  world.guard.expect(/ERR_ABORTED|ERR_FAILED/);
  await page.route("**/api/v1/invitations", (route) => route.abort());
  await world.goto("/screen");
  await shows(page.getByRole("img", { name: "QR code for the vote page" }));
  await page.unroute("**/api/v1/invitations");
  const code = page.getByRole("img", { name: "QR code to join the club, good for a day" });
  /* It asks with the next list, which a page that hears all by itself reads once a minute. */
  await eventually(async () => {
    await world.pass(MINUTE);
    assert.ok(await code.isVisible(), `${code}`);
  });
});

scenario("who may not invite shows the way to the vote page", TV, async (world) => {
  const { page } = world;
  await isReachable(world);
  await world.enter();
  await world.goto("/screen");
  await shows(page.getByRole("img", { name: "QR code for the vote page" }));
  await shows(page.getByText("Vote on your phone", { exact: true }));
  assert.ok(HOME.endsWith(await page.locator(".side-address").textContent()));
});

scenario("where nobody can join nothing is said of joining", TV, async (world) => {
  const { page } = world;
  await isReachable(world);
  await world.enter("admin");
  await world.server.change("/club/settings", { sign_up: "closed" });
  const before = (await invitations(world)).length;
  await world.goto("/screen");
  await shows(page.getByText("Vote on your phone", { exact: true }));
  assert.equal((await invitations(world)).length, before);
});

scenario("a screen that others can’t reach shows no code", TV, async (world) => {
  await world.goto("/screen");
  await shows(slot(world, "Metropolis"));
  await hides(world.page.locator(".side"));
});

scenario("a screen stays awake, drifts, and gets dark when nothing happens", TV, async (world) => {
  const { page } = world;
  await world.prepare(() => {
    window.locks = 0;
    const request = async () => {
      window.locks += 1;
      return { release: async () => (window.locks -= 1) };
    };
    Object.defineProperty(navigator, "wakeLock", { value: { request } });
  });
  await world.holdClock();
  world.guard.expect(/ERR_ABORTED/); // time flies, and nobody waits for an answer so long
  await world.goto("/screen");
  await shows(slot(world, "Metropolis"));
  await becomes(() => page.evaluate(() => window.locks), 1);
  const screen = page.locator(".screen");
  const place = () => page.locator(".screen-picture").evaluate((node) => node.style.transform);
  const before = await place();
  await world.pass(2 * MINUTE);
  assert.notEqual(await place(), before);
  await world.pass(20 * MINUTE);
  await becomes(() => screen.evaluate((node) => node.classList.contains("is-dim")), true);
  await page.keyboard.press("Shift");
  await becomes(() => screen.evaluate((node) => node.classList.contains("is-dim")), false);
  await page.keyboard.press("Escape");
  await becomes(() => page.evaluate(() => window.locks), 0);
});
