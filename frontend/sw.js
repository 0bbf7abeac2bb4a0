// DESIGN: what the page can show without a connection. The worker keeps two things: the page's own
// files, and the posters that were seen (the list of films is kept by the page itself, offline.js).
//
// A page that the network has brought gets everything from the network, as if there were no worker.
// Once it stands it asks for its files to be kept (`keep`): all of them together are one version,
// named by their content. Only a version that is whole is ever used. When the network does not bring
// the document, the newest version does, and that page then gets all its files from this version,
// whatever is kept meanwhile. So old and new modules never meet, and nothing ever reloads by itself.
//
// Of the API it keeps pictures alone, and a 401 has them thrown away. The lists are left to the pages: the
// worker may come so late that somebody else's list is there by then.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** Where the page stands: "/", or "/films/". The caches of another club of the same site stay its own. */
const ROOT = new URL("./", worker.location.href).pathname;
const OWN = ROOT === "/" ? "" : `${ROOT} `;
const SHELL = `${OWN}shell `;
const BOOK = `${OWN}book`;
const POSTERS = `${OWN}posters`;
const POSTERS_MAX = 300;
/** As many as the server reads; a page of more is not kept at all. */
const FILES_MAX = 1024;
/** What a proxy says while the server is away. */
const AWAY = [502, 503, 504];
const POSTER = /^api\/v1\/posters\/[0-9a-f]+\/[0-9]+$/;

/**
 * Which version is the newest and the one before, and which a page has been given, by its client id.
 * @typedef {{newest: string | null, before: string | null, pages: Record<string, string>}} Book
 */

/** @type {Book} */
let book = { newest: null, before: null, pages: {} };
const opened = readBook();
let erasures = 0;
/** In which language the document is kept: that of the page which asked last. */
let spoken = "en";

async function readBook() {
  const kept = await (await caches.open(BOOK)).match("/book");
  if (kept) book = await kept.json();
}

async function writeBook() {
  const cache = await caches.open(BOOK);
  await cache.put("/book", new Response(JSON.stringify(book)));
}

worker.addEventListener("install", (event) => {
  event.waitUntil(worker.skipWaiting());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(worker.clients.claim());
});

worker.addEventListener("message", (event) => {
  const { keep: loaded, with: besides, language, erase: wanted } = event.data;
  const page = /** @type {Client | null} */ (event.source);
  if (loaded && page) {
    spoken = language;
    event.waitUntil(keepFor(page, loaded, besides).catch(() => null));
  }
  if (wanted) event.waitUntil(erase());
});

worker.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== worker.location.origin || !pathname.startsWith(ROOT)) return;
  const path = pathname.slice(ROOT.length);
  if (POSTER.test(path)) event.respondWith(poster(event));
  else if (path.startsWith("api/")) return;
  else if (mode === "navigate") takePage(event, pathname);
  else event.respondWith(file(event, pathname));
});

/** A file that somebody opens by itself is no page. @param {FetchEvent} event @param {string} path */
function takePage(event, path) {
  if (!/\.[^/]*$/.test(path)) event.respondWith(page(event));
}

/** @param {FetchEvent} event */
async function page(event) {
  try {
    const response = await fetch(event.request);
    return AWAY.includes(response.status) ? ((await keptPage(event)) ?? response) : response;
  } catch (error) {
    const kept = await keptPage(event);
    if (kept) return kept;
    throw error;
  }
}

/** @param {FetchEvent} event */
async function keptPage(event) {
  await opened;
  const version = book.newest;
  const document = version && (await inVersion(version, ROOT));
  if (!version || !document) return undefined;
  book.pages[event.resultingClientId] = version;
  event.waitUntil(writeBook());
  return document;
}

/** @param {string} version @param {string} path */
async function inVersion(version, path) {
  const cache = await caches.open(SHELL + version);
  return cache.match(path, { ignoreVary: true });
}

/** @param {FetchEvent} event @param {string} path */
async function file(event, path) {
  await opened;
  const version = book.pages[event.clientId];
  return (version && (await inVersion(version, path))) || fetch(event.request);
}

/**
 * A page that stands keeps its version for what it loads later.
 * @param {Client} page
 * @param {string[]} loaded
 * @param {string[]} besides
 */
async function keepFor(page, loaded, besides) {
  await opened;
  if (book.pages[page.id]) return;
  const version = await keep(loaded, besides);
  if (version) book.pages[page.id] = version;
  await writeBook();
  await tidy();
}

/**
 * Keeps the page's files as a version of its own, if they are another than the newest.
 * @param {string[]} loaded what the page has already; the browser has just asked for it
 * @param {string[]} besides what no file names: it goes by the reader's language
 * @returns {Promise<string | null>} null where the server is just changing them
 */
async function keep(loaded, besides) {
  await opened;
  const wanted = [...loaded, ...besides];
  const files = await collect(wanted, new Set(loaded));
  const version = await nameOf(files);
  if (version !== book.newest) {
    const again = await collect(wanted, new Set());
    if ((await nameOf(again)) !== version) return null;
  }
  const cache = await caches.open(SHELL + version);
  await Promise.all([...files].map(([path, response]) => cache.put(path, response)));
  if (version !== book.newest) {
    book.before = book.newest;
    book.newest = version;
    await writeBook();
  }
  return version;
}

/**
 * The document, and whatever it leads to.
 * @param {string[]} first
 * @param {Set<string>} known what the browser's own cache may answer
 */
async function collect(first, known) {
  /** @type {Map<string, Response>} */
  const files = new Map();
  const asked = new Set([ROOT, ...first]);
  let wanted = [...asked];
  while (wanted.length > 0) {
    if (asked.size > FILES_MAX) throw new Error("too many files");
    const found = await Promise.all(wanted.map((path) => take(files, path, known.has(path))));
    wanted = [...new Set(found.flat())].filter((path) => !asked.has(path));
    for (const path of wanted) asked.add(path);
  }
  return files;
}

/** @param {Map<string, Response>} files @param {string} path @param {boolean} isKnown */
async function take(files, path, isKnown) {
  const response = await fetch(path, {
    cache: isKnown ? "force-cache" : "no-cache",
    headers: { "Accept-Language": spoken },
  });
  if (!response.ok || response.redirected) throw new Error(path);
  files.set(path, response.clone());
  return isCode(response) ? references(path, await response.text()) : [];
}

/** @param {Response} response */
const isCode = (response) =>
  /^text\/(html|css|javascript)/.test(response.headers.get("Content-Type") ?? "");

const LINK = /\b(?:src|href)="(\/[^"]+\.(?:js|css|svg))"/g;
const IMPORT = /\b(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+\.js)"/g;
const STYLE = /"(\/(?:styles|views)\/[^"]+\.css)"/g;

/** @param {string} path @param {string} text */
function references(path, text) {
  const patterns = path.endsWith(".js") ? [IMPORT, STYLE] : [LINK];
  const targets = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, to]) => to));
  const base = new URL(path, worker.location.origin);
  const isStyle = (/** @type {string} */ to) => path.endsWith(".js") && to.startsWith("/");
  return targets.map((to) => new URL(isStyle(to) ? ROOT + to.slice(1) : to, base).pathname);
}

/** Of code alone: which fonts a page needs depends on the films. @param {Map<string, Response>} files */
async function nameOf(files) {
  const code = [...files].filter(([, response]) => isCode(response));
  const paths = code.map(([path]) => path).sort();
  const parts = paths.map(async (path) => {
    const response = /** @type {Response} */ (files.get(path)).clone();
    return `${path}\n${await response.text()}\n`;
  });
  const bytes = new TextEncoder().encode((await Promise.all(parts)).join(""));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash.slice(0, 12)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Versions that nobody has any more go. */
async function tidy() {
  const open = await worker.clients.matchAll({ includeUncontrolled: true, type: "window" });
  const ids = open.map(({ id }) => id);
  for (const id of Object.keys(book.pages)) if (!ids.includes(id)) delete book.pages[id];
  await writeBook();
  const needed = [book.newest, book.before, ...Object.values(book.pages)];
  const names = (await caches.keys()).filter((name) => name.startsWith(SHELL));
  const spent = names.filter((name) => !needed.includes(name.slice(SHELL.length)));
  await Promise.all(spent.map((name) => caches.delete(name)));
}

/** @param {FetchEvent} event */
async function poster(event) {
  const { request } = event;
  const cache = await caches.open(POSTERS);
  const kept = await cache.match(request.url, { ignoreVary: true });
  if (kept) return kept;
  try {
    const at = erasures;
    const response = await fetch(request);
    if (response.status === 401) await erase();
    else if (response.status === 200 && at === erasures)
      event.waitUntil(keepPoster(cache, request.url, response.clone()));
    return response;
  } catch (error) {
    const other = await otherWidth(cache, request.url);
    if (other) return other;
    throw error;
  }
}

/** @param {Cache} cache @param {string} url @param {Response} response */
async function keepPoster(cache, url, response) {
  try {
    await cache.put(url, response);
    const keys = await cache.keys();
    const old = keys.slice(0, Math.max(0, keys.length - POSTERS_MAX));
    await Promise.all(old.map((key) => cache.delete(key)));
  } catch {
    return; // no room, or the page has left: the poster was shown all the same
  }
}

/** The same poster, for a screen of another size. @param {Cache} cache @param {string} url */
async function otherWidth(cache, url) {
  const folder = url.replace(/[0-9]+$/, "");
  const key = (await cache.keys()).find((each) => each.url.startsWith(folder));
  return key && cache.match(key, { ignoreVary: true });
}

/** What members see is theirs only while they are signed in. */
async function erase() {
  erasures += 1;
  await caches.delete(POSTERS);
}
