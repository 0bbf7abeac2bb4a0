// Where the page stands: "/", or "/films/" where the club is below a path of its site. A path of the
// page, as places.js has them, begins with a slash that stands for it.

const { protocol, pathname } = new URL(".", import.meta.url);

/** Tests have no server, but files. */
export const root = protocol === "file:" ? "/" : pathname;

/** The address of a path of the page. @param {string} path */
export const at = (path) => root + path.slice(1);

/** The path of an address; another's is its own. @param {string} address */
export const pathOf = (address) =>
  address.startsWith(root) ? `/${address.slice(root.length)}` : address;

/** Loads a module of the page whose path only the reader's language tells. @param {string} path */
// eslint-disable-next-line no-unsanitized/method -- the page's own path, and nobody else's text
export const load = (path) => import(`.${path}`);
