const ID = /^\/proposals\/([1-9][0-9]{0,17})$/;

/** The server answers anything else with 404. @type {Record<string, Route>} */
export const places = {
  "/": { name: "vote" },
  "/propose": { name: "propose" },
  "/sign-in": { name: "sign-in" },
  "/me": { name: "me" },
  "/cache": { name: "cache" },
};

/** @param {string} path @returns {Route} */
export function routeOf(path) {
  const id = ID.exec(path)?.[1];
  if (id) return { name: "film", id: Number(id) };
  return Object.keys(places).includes(path) ? places[path] : { name: "lost" };
}

/** @param {number} id */
export const filmPath = (id) => `/proposals/${id}`;

/**
 * Paths that belong to members: where a visitor is sent to sign in first.
 * @param {Route} route
 */
export const membersOnly = (route) => ["propose", "me", "cache"].includes(route.name);

/**
 * @param {Window} window
 * @param {(route: Route) => void} arrive
 */
export function createRouter(window, arrive) {
  const { history, location } = window;
  const depth = () => Number(history.state?.depth ?? 0);
  let isLeaving = false;

  function here() {
    isLeaving = false;
    arrive(routeOf(location.pathname));
  }

  window.addEventListener("popstate", here);
  window.document.addEventListener("click", (event) => {
    const path = pathOfClick(event, location.origin);
    if (path === null) return;
    event.preventDefault();
    go(path);
  });

  /** @param {string} path */
  function go(path) {
    if (path === location.pathname) return;
    history.pushState({ depth: depth() + 1 }, "", path);
    here();
  }

  /** @param {string} path */
  function replace(path) {
    history.replaceState({ depth: depth() }, "", path);
    here();
  }

  /**
   * Leaves a dialog: Back where the page was opened from inside, the vote page where it was a
   * shared link. Who closes it twice leaves it once, since Back takes a moment.
   */
  function leave() {
    if (isLeaving) return;
    isLeaving = depth() > 0;
    if (isLeaving) history.back();
    else replace("/");
  }

  return { here, go, replace, leave };
}

/**
 * The path of a plain click on a link of this page; null leaves it to the browser.
 * @param {MouseEvent} event
 * @param {string} origin
 */
function pathOfClick(event, origin) {
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (event.defaultPrevented || event.button !== 0 || modified) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target || link.origin !== origin || link.hash) return null;
  return routeOf(link.pathname).name === "lost" ? null : link.pathname;
}
