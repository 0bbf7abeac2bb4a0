// DESIGN: a reader is a context with a page. Chromium starts two processes for a new one, which
// costs more than most tests do with it; so a reader who has done nothing lasting is cleaned and
// serves again, alone with one test at a time. Every test has a server, and so an origin, of its
// own: nothing of what a reader has seen before is in its cache, and cookies are thrown away.
import { devices, newContext } from "./browser.mjs";

/** What a guard or a test listens to. */
const EVENTS = ["console", "weberror", "request", "requestfailed", "response", "dialog"];

export class Readers {
  /** @param {import("playwright-core").Browser} browser */
  constructor(browser) {
    this.browser = browser;
    this.idle = { phone: [], desktop: [] };
  }

  /**
   * One with wishes of its own is made for them, and serves once.
   * @param {"phone" | "desktop"} device
   * @param {import("playwright-core").BrowserContextOptions} [options]
   */
  async take(device, options) {
    const known = options ? undefined : this.idle[device].pop();
    if (known) return known;
    const context = await newContext(this.browser, device, options);
    return { context, page: await context.newPage(), device, isLasting: !options };
  }

  /**
   * Call while the server still runs: the page leaves for something still of the same origin, since
   * any other would cost a process.
   */
  async giveBack(reader, origin) {
    if (reader.isLasting && (await clean(reader, origin))) this.idle[reader.device].push(reader);
    else await reader.context.close().catch(() => {});
  }
}

/** @returns {Promise<boolean>} whether the reader is as new; a crash or a halted server forbids it */
async function clean({ context, page, device }, origin) {
  for (const event of EVENTS) {
    context.removeAllListeners(event);
    page.removeAllListeners(event);
  }
  try {
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await context.setOffline(false);
    await page.goto(`${origin}/favicon.svg`);
    await page.evaluate(() => [sessionStorage, localStorage].forEach((kept) => kept.clear()));
    await context.clearCookies();
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(devices[device].viewport);
    await page.mouse.move(0, 0);
    return true;
  } catch {
    return false;
  }
}
