// What the page keeps for times without a connection, as a test looks at it.
import { becomes } from "./wait.mjs";

/** Most tests have no worker. */
export const context = { serviceWorkers: "allow" };

/** What the browser says while the server is away. */
export const AWAY = [
  /ERR_CONNECTION_REFUSED/,
  /ERR_CONNECTION_RESET/,
  /ERR_EMPTY_RESPONSE/,
  /ERR_INTERNET_DISCONNECTED/,
  /ERR_FAILED/,
  /ERR_ABORTED/,
];

/**
 * The demo knows nobody's seat after a new start, and says so to whatever a tab asks first in its name.
 * A page that opens just then asks as nobody, and the document has asked as somebody.
 */
export const NEW_START = [
  /status of 401 .*\/api\/v1\//,
  /preload .*credentials mode does not match/,
];

/** What is kept, by the name of its cache. */
export const kept = (world) =>
  world.page.evaluate(async (below) => {
    const all = {};
    for (const name of await caches.keys()) {
      const keys = await (await caches.open(name)).keys();
      const [kind] = name.slice(below ? `${below}/ `.length : 0).split(" ");
      all[kind] = keys.map(({ url }) => new URL(url).pathname.replace(`${below}/`, "/"));
    }
    return all;
  }, world.server.below);

/** The worker is started at the first of them. */
export const touch = ({ page }) => page.keyboard.press("Shift");

/** Until the page's files, its list and the posters in sight are kept. */
export const isKept = async (world, list) => {
  await touch(world);
  await becomes(async () => {
    const { shell = [], lists = [], posters = [] } = await kept(world);
    return shell.includes("/main.js") && lists.includes(list) && posters.length > 0;
  }, true);
};

/** Ada has come, and all of it is kept; returns the number of her session. */
export const enterKept = async (world) => {
  const id = await world.enter();
  await world.open();
  await isKept(world, "/lists/member-1");
  return id;
};

/** Until a page that has been touched has what it needs to keep votes. */
export const isAtHand = async (world) => {
  await touch(world);
  const style = () => Boolean(document.querySelector('link[href$="/styles/waiting.css"]')?.sheet);
  await becomes(() => world.page.evaluate(style), true);
  await world.guard.rest(); // its words were asked for before
};
