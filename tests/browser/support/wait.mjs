import assert from "node:assert/strict";
import { PATIENCE } from "./browser.mjs";
import { LATE } from "./late.mjs";

/** Checks again and again until it holds; fails with what was wrong at last. */
export async function eventually(check) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** @param {() => unknown} look @param {unknown} expected */
export const becomes = (look, expected) =>
  eventually(async () => assert.deepEqual(await look(), expected));

/** @param {import("playwright-core").Locator} locator */
export const shows = (locator) => locator.waitFor({ state: "visible" });

/** @param {import("playwright-core").Locator} locator */
export const hides = (locator) => locator.waitFor({ state: "hidden" });

/** For so long, in milliseconds, nothing must have come. */
const IDLE = 500 + 2 * LATE;

/** The page asks for nothing more; its stream of events goes on. @param {import("playwright-core").Page} page */
export async function asksNoMore(page) {
  await page.waitForLoadState();
  let [count, since] = [-1, Date.now()];
  await eventually(async () => {
    const now = await page.evaluate(() => performance.getEntriesByType("resource").length);
    if (now !== count) [count, since] = [now, Date.now()];
    assert.ok(Date.now() - since >= IDLE);
  });
}

/** Nothing on the page moves any more. @param {import("playwright-core").Page} page */
export const comesToRest = (page) =>
  becomes(() => page.evaluate(() => document.getAnimations().length), 0);

/** A vote button's state and count. @param {import("playwright-core").Locator} ticket */
export const ticketSays = (ticket, pressed, count) =>
  becomes(
    async () => [
      await ticket.getAttribute("aria-pressed"),
      await ticket.locator(".ticket-count").textContent(),
    ],
    [String(pressed), String(count)],
  );

/** @param {import("playwright-core").Locator} locator */
export const hasFocus = (locator) =>
  becomes(() => locator.evaluate((node) => node === document.activeElement), true);
