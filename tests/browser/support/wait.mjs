import assert from "node:assert/strict";
import { PATIENCE } from "./browser.mjs";

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
