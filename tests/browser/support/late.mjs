// A network on which every answer is late: MARQUEE_TEST_LATE says by how many milliseconds. What a test
// takes for granted before it has come is found like this, not on somebody's busy machine.
export const LATE = Number(process.env.MARQUEE_TEST_LATE ?? 0);

/**
 * @param {import("playwright-core").Page} page
 * @param {boolean} offline as the page begins
 * @returns {Promise<(offline: boolean) => Promise<unknown>>} takes the connection away, and gives it back
 */
async function delay(page, offline) {
  const session = await page.context().newCDPSession(page);
  const change = (isOffline) =>
    session.send("Network.emulateNetworkConditions", {
      offline: isOffline,
      latency: LATE,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  await session.send("Network.enable");
  await change(offline);
  return change;
}

/**
 * Of two who say whether there is a connection, Chromium believes either: both have to say it.
 * @param {import("playwright-core").BrowserContext} context
 */
export function delayAnswers(context) {
  const delays = new Set();
  let isOffline = false;
  context.on("page", (page) => {
    const delayed = delay(page, isOffline);
    const forget = () => delays.delete(delayed);
    delays.add(delayed);
    page.once("close", forget);
    delayed.catch(forget);
  });
  const setOffline = context.setOffline.bind(context);
  context.setOffline = async (offline) => {
    isOffline = offline;
    for (const delayed of delays) await (await delayed)(offline);
    await setOffline(offline);
  };
}
