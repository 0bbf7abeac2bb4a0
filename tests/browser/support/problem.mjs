/** A refusal as the server would send it, for a route to fulfil. */
export const problem = (status, slug, params = {}) => ({
  status,
  contentType: "application/problem+json",
  headers: { "X-Request-Id": "req-12345678" },
  body: JSON.stringify({
    type: `/api/v1/problems/${slug}`,
    code: slug,
    status,
    title: "Not this time",
    detail: "A test says so.",
    request_id: "req-12345678",
    params,
    errors: [],
  }),
});

/**
 * A question fails until somebody tries again: the page asks by itself as well, and would take the button
 * away.
 * @param {import("./world.mjs").World} world
 * @param {string} url
 * @param {(route: import("playwright-core").Route) => Promise<void>} [fail]
 * @returns {Promise<(button?: import("playwright-core").Locator) => Promise<void>>} tries again
 */
export async function failing(
  world,
  url,
  fail = (route) => route.fulfill(problem(500, "internal")),
) {
  const { page } = world;
  const isPressed = () => page.evaluate(() => globalThis.isPressed === true).catch(() => false);
  await page.route(url, async (route) => ((await isPressed()) ? route.continue() : fail(route)));
  return async (button = world.button("Try again")) => {
    await page.evaluate(() =>
      addEventListener("click", () => (globalThis.isPressed = true), { capture: true }),
    );
    await world.press(button);
  };
}
