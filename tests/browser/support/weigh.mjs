// What the vote page costs to whoever opens it and only looks: every document, script and stylesheet
// that the browser asks for until it asks for no more, as it comes over the wire.
import assert from "node:assert/strict";
import { newContext } from "./browser.mjs";

/** Bytes with gzip that the page may have. */
const BUDGET = 38_000;
const CODE = ["Document", "Script", "Stylesheet", "Fetch", "Other"];
/** ms without a request after which the page has come to rest, but for its questions to the API. */
const REST = 3_000;
/** ms after which the page loads the rest by itself: on a slow machine, before it has come to rest. */
const A_WHILE = 10_000;
const isAsked = (url) => new URL(url).pathname.includes("/api/v1/");

/** What came, by its path. @param {import("playwright-core").CDPSession} session */
function record(session) {
  const answers = new Map();
  const files = new Map();
  let last = Date.now();
  session.on("Network.requestWillBeSent", ({ request }) => {
    if (!isAsked(request.url)) last = Date.now();
  });
  session.on("Network.responseReceived", ({ requestId, response, type }) =>
    answers.set(requestId, { response, type }),
  );
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const { response, type } = answers.get(requestId);
    const isText = /html|css|javascript|json/.test(response.mimeType);
    if (!CODE.includes(type) || !isText || isAsked(response.url)) return;
    files.set(new URL(response.url).pathname, encodedDataLength - response.encodedDataLength);
  });
  return { files, rested: () => Date.now() - last > REST };
}

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {string} [locale] what the browser asks for
 */
export async function weigh(browser, url, locale = "en-GB") {
  const context = await newContext(browser, "desktop", { serviceWorkers: "allow", locale });
  try {
    const page = await context.newPage();
    await page.addInitScript((while_) => {
      const { setTimeout } = window;
      window.setTimeout = (run, ms, ...rest) => (ms >= while_ ? 0 : setTimeout(run, ms, ...rest));
    }, A_WHILE);
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    const { files, rested } = record(session);
    await page.goto(url);
    await page.locator(".card .ticket").first().waitFor();
    while (!rested()) await new Promise((resolve) => setTimeout(resolve, 50));
    return new Map(files); // a page that is being closed loads the rest
  } finally {
    await context.close();
  }
}

/** @param {Map<string, number>} files */
export function isLight(files) {
  const sum = [...files.values()].reduce((total, bytes) => total + bytes, 0);
  const list = [...files].map(([path, bytes]) => `${bytes} ${path}`).join(", ");
  assert.ok(files.size >= 3 && sum <= BUDGET, `${sum} bytes of ${BUDGET}: ${list}`);
  return `${sum} bytes in ${files.size} files`;
}
