import { isElsewhere, placeOf, places } from "./places.js";
import { at, pathOf } from "./root.js";

const ID = "[1-9][0-9]{0,17}";

/** What finds each place by its path. */
const patterns = places.flatMap(({ name, path }) =>
  path === null ? [] : [{ name, pattern: new RegExp(`^${path.replace("{id}", `(${ID})`)}$`) }],
);

/** The server answers anything else with 404. @param {string} path @returns {Route} */
export function routeOf(path) {
  for (const { name, pattern } of patterns) {
    const found = pattern.exec(path);
    if (found) return /** @type {Route} */ (found[1] ? { name, id: Number(found[1]) } : { name });
  }
  return { name: "lost" };
}

/** @param {number} id */
export const filmPath = (id) => `/proposals/${id}`;

/**
 * Paths that belong to members: where a visitor is sent to sign in first.
 * @param {Route} route
 */
export const membersOnly = (route) => placeOf(route.name).who !== "visitor";

/**
 * @param {Window} window
 * @param {(route: Route, secret: string) => void} arrive secret: of the link that was followed, or ""
 */
export function createRouter(window, arrive) {
  const { history, location } = window;
  const depth = () => Number(history.state?.depth ?? 0);
  let isLeaving = false;

  function here() {
    isLeaving = false;
    const route = routeOf(pathOf(location.pathname));
    arrive(route, placeOf(route.name).link ? takeSecret(window) : "");
  }

  window.addEventListener("popstate", here);
  window.document.addEventListener("click", (event) => {
    const path = pathOfClick(event, location.origin);
    if (path === null) return;
    event.preventDefault();
    go(path);
  });

  /**
   * Another room begins at its top; the vote page stays where it is while a sheet lies over it.
   * @param {Route} from
   */
  function arriveFrom(from) {
    if ([from, routeOf(pathOf(location.pathname))].some(isElsewhere)) window.scrollTo(0, 0);
    here();
  }

  /** @param {string} path */
  function go(path) {
    if (at(path) === location.pathname) return;
    const from = routeOf(pathOf(location.pathname));
    history.pushState({ depth: depth() + 1 }, "", at(path));
    arriveFrom(from);
  }

  /** @param {string} path */
  function replace(path) {
    const from = routeOf(pathOf(location.pathname));
    history.replaceState({ depth: depth() }, "", at(path));
    arriveFrom(from);
  }

  /**
   * Leaves a dialog: Back where the page was opened from inside, its home where it was a shared link.
   * Who closes it twice leaves it once, since Back takes a moment.
   */
  function leave(home = "/") {
    if (isLeaving) return;
    isLeaving = depth() > 0;
    if (isLeaving) history.back();
    else replace(home);
  }

  return { here, go, replace, leave };
}

/**
 * It stands in no address for longer than this, so that nobody finds it in the browser's history.
 * @param {Window} window
 */
function takeSecret({ history, location }) {
  const secret = location.hash.slice(1);
  if (secret) history.replaceState(history.state, "", location.pathname);
  return secret;
}

/** Whether it opens a link here, and not in another tab or window. @param {MouseEvent} event */
export const isPlain = (event) =>
  event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

/**
 * The path of a plain click on a link of this page; null leaves it to the browser.
 * @param {MouseEvent} event
 * @param {string} origin
 */
function pathOfClick(event, origin) {
  if (event.defaultPrevented || !isPlain(event)) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target || link.origin !== origin || link.hash) return null;
  const path = pathOf(link.pathname);
  return routeOf(path).name === "lost" ? null : path;
}
