// The page in browsers from the end of 2020 on, and what older ones are told.
import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { PASSWORD } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows, ticketSays } from "./support/wait.mjs";

/** Takes away what this browser has learned since. */
function forgetSince2020() {
  delete AbortSignal.any;
  delete AbortSignal.timeout;
  delete Intl.Segmenter;
  delete Array.prototype.at;
  delete Array.prototype.findLast;
  delete String.prototype.at;
  delete Object.hasOwn;
  delete Object.groupBy;
  delete globalThis.structuredClone;
  delete HTMLDialogElement.prototype.showModal;
  delete HTMLDialogElement.prototype.close;
  delete Document.prototype.startViewTransition;
  delete Element.prototype.moveBefore;
  delete Element.prototype.checkVisibility;
}

scenario("a browser of 2020 signs in, searches and votes", {}, async (world) => {
  const { page } = world;
  await world.prepare(forgetSince2020);
  await world.open("/sign-in");
  await page.getByLabel("Your name in the club").fill("ada");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await hides(world.dialog("Sign in"));

  await world.press(world.link("Propose"));
  const field = page.getByLabel("Title, IMDb id or a pasted link");
  await hasFocus(field);
  await field.fill("casablanca");
  await shows(world.dialog("Propose a film").getByRole("listitem").filter({ hasText: "1942" }));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await hides(world.dialog("Propose a film"));

  await world.press(world.link("Charade"));
  const ticket = world.dialog("Charade").locator(".ticket");
  await ticketSays(ticket, false, 9);
  await world.press(ticket);
  await ticketSays(ticket, true, 10);
});

scenario(
  "a sheet keeps the focus in browsers without <dialog>, and a tap beside it closes it",
  { on: ["desktop"] },
  async (world) => {
    const { page } = world;
    await world.prepare(forgetSince2020);
    await world.open();
    await world.press(world.link("Charade"));
    const sheet = page.getByRole("dialog", { name: "Charade" });
    await shows(sheet);
    for (let press = 0; press < 8; press += 1) {
      await page.keyboard.press("Tab");
      const isOutside = () =>
        document.activeElement !== document.body && !document.activeElement.closest("dialog");
      await becomes(() => page.evaluate(isOutside), false);
    }
    assert.equal(await page.locator("#main").getAttribute("aria-hidden"), "true");
    assert.equal(await page.locator(".toasts").getAttribute("aria-hidden"), null);
    await page.mouse.click(5, 5);
    await hides(sheet);
    await hasFocus(world.link("Charade"));
    assert.equal(await page.locator("#main").getAttribute("aria-hidden"), null);
  },
);

/** The page has what it would need next fetched along with it: Chromium says when nobody takes it. */
const UNUSED = /was preloaded using link preload but not used/;

scenario("a browser that is too old is told so", { on: ["phone"] }, async (world) => {
  await world.prepare(() => delete Element.prototype.replaceChildren);
  world.guard.expect(/page error/, UNUSED);
  await world.goto("/");
  await shows(world.page.getByText("This browser is too old to show the page."));
  assert.equal(await world.page.locator("body > :visible").count(), 1);
});

scenario("a page that cannot start says so", { on: ["phone"] }, async (world) => {
  world.guard.expect(/page error/, UNUSED);
  await world.page.route("**/main.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: "const explain = (;" }),
  );
  await world.goto("/");
  await shows(world.page.getByText("The page can’t start in this browser."));
});

scenario(
  "a part of the page that does not come is no empty page",
  { on: ["phone"] },
  async (world) => {
    world.guard.expect(/ERR_FAILED/, UNUSED);
    await world.page.route("**/main.js", (route) => route.abort("failed"));
    await world.goto("/");
    await shows(world.page.getByText("Part of the page didn’t load."));
  },
);
