// DESIGN: what is kept for a reload without a connection. The last list that the page has shown is
// kept by the page, with whom it was shown to; the page's files and the posters are kept by the
// worker (sw.js). Each member who sits at this browser has a list; it goes when its member does.
// Only pages touch the lists, and each page does one thing after the other. So a list that is being
// kept while its member signs out is erased all the same, and what is kept for the next reader stays.
// All of this is for https and localhost: elsewhere browsers have neither caches nor workers.
import { at, root } from "./root.js";
import { ANYBODY, NOBODY } from "./seat.js";
import { films, isInside, memberOf } from "./state.js";
import { clock } from "./times.js";
import { createQueue } from "./waiting/queue.js";
import { PARTS } from "./words/parts.js";
import { languageNow, loadWords } from "./words/say.js";

/** Caches belong to a whole site, which may have another club below another path. @param {string} name */
const named = (name) => (root === "/" ? name : `${root} ${name}`);

const LISTS = named("lists");
const POSTERS = named("posters");
const FORMAT = 3;
const WORKER = at("/sw.js");

const hasCaches = "caches" in globalThis;

/** @type {BroadcastChannel | null} */
const tabs =
  hasCaches && "BroadcastChannel" in globalThis ? new BroadcastChannel(named("marquee")) : null;

/** The last thing that is being done with the lists. @type {Promise<unknown>} */
let work = Promise.resolve();
/** After each of them the page keeps what it still shows. */
let erasures = 0;

/** @param {() => Promise<unknown>} run */
function inTurn(run) {
  work = work.then(run).catch(() => null); // no room: there is just nothing to show without a connection
  return work;
}

/** @param {Member | null} member */
const placeOf = (member) => `/lists/${member ? `member-${member.id}` : "visitor"}`;

/**
 * Whether the list is the reader's own: another tab may have signed in or out a moment ago, and a
 * vote may still be on its way.
 * @param {State} state
 */
function isSettled({ club, open, saved, ballot }) {
  if (!club || !open || saved !== null) return false;
  const isOwn = open.length === 0 || "voters" in open[0] === isInside(club);
  return isOwn && [...ballot.values()].every(({ voted, landed }) => landed?.voted === voted);
}

/** @param {State} state */
async function save(state) {
  const { club, me } = state;
  if (!club) return;
  const list = { format: FORMAT, at: Date.now(), club, me, items: films(state) };
  const cache = await caches.open(LISTS);
  await cache.put(placeOf(club.member), new Response(JSON.stringify(list)));
  const places = [club.member, ...club.seats].map(placeOf);
  for (const key of await cache.keys())
    if (!places.includes(new URL(key.url).pathname)) await cache.delete(key);
}

/**
 * The list of whoever the tab is for, or that which was kept last.
 * @param {number | null} seat
 * @returns {Promise<Kept | null>}
 */
export async function recallKept(seat) {
  if (!hasCaches) return null;
  try {
    const cache = await caches.open(LISTS);
    const answers = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
    const lists = await Promise.all(answers.map((answer) => answer?.json()));
    const fitting = lists.filter(
      (list) =>
        list?.format === FORMAT && (seat === ANYBODY || (list.club.member?.id ?? NOBODY) === seat),
    );
    const newest = fitting.sort((a, b) => b.at - a.at)[0];
    if (!newest) return null;
    await loadWords(["forms"]);
    return { ...newest, when: clock(new Date(newest.at).toISOString(), Date.now()) };
  } catch {
    return null;
  }
}

async function eraseAll() {
  navigator.serviceWorker?.controller?.postMessage({ erase: true });
  await Promise.all([caches.delete(LISTS), caches.delete(POSTERS)]);
}

/** @param {Member} member */
async function eraseListOf(member) {
  await (await caches.open(LISTS)).delete(placeOf(member));
}

/**
 * Throws away what the reader has seen, and has other tabs do so. What is kept for others who sit here
 * stays.
 * @param {Club | null} club
 */
export async function eraseKept(club) {
  if (!hasCaches) return;
  const member = club?.member ?? null;
  const isLast = !member || (club?.seats ?? []).length < 2;
  await inTurn(() => {
    erasures += 1;
    return isLast ? eraseAll() : eraseListOf(member);
  });
  tabs?.postMessage({ left: member && member.id });
}

/** @typedef {ReturnType<typeof createKeeper>} Keeper */

/**
 * Keeps what the page shows from now on, and the votes that wait.
 * @param {Page} page
 * @param {() => Promise<void>} ask asks the server anew: another tab has signed out
 */
export function createKeeper(page, ask) {
  const { state } = page;
  const queue = createQueue(page, ask);
  /** @type {unknown[]} */
  let kept = [];
  let isBusy = false;
  /** Who has signed out in another tab, and is still shown here. @type {Member | null} */
  let gone = null;

  const ingredients = () => [state().club, state().me, state().open, state().ballot, erasures];
  const isKept = () => ingredients().every((each, at) => each === kept[at]);
  const isGone = () => gone !== null && gone === memberOf(state());
  const isReady = () => isSettled(state()) && !isGone();

  async function note() {
    if (isBusy || isKept() || !isReady()) return;
    isBusy = true;
    await inTurn(keep);
    isBusy = false;
    note();
  }

  async function keep() {
    if (!isReady()) return;
    kept = ingredients();
    await save(state());
  }

  /** @param {MessageEvent<{left: number | null}>} message who has signed out; null: everybody */
  function forget({ data: { left } }) {
    const member = memberOf(state());
    erasures += 1;
    if (member && (left === null || left === member.id)) {
      gone = member;
      inTurn(() => eraseListOf(member));
    }
    ask();
  }

  tabs?.addEventListener("message", forget);
  return {
    waits: queue.waits,
    note() {
      queue.note();
      if (hasCaches) note();
    },
  };
}

/** The address that the page's policy lets a worker be started from, and no other. */
function workerAddress() {
  const { trustedTypes } = /** @type {any} */ (globalThis);
  const policy = trustedTypes?.createPolicy("worker", {
    /** @param {string} address */
    createScriptURL(address) {
      if (address !== WORKER) throw new TypeError(`No worker at ${address}`);
      return address;
    },
  });
  return policy ? policy.createScriptURL(WORKER) : WORKER;
}

/** Has the page's files and the posters in sight kept. */
export async function startWorker() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  try {
    await serviceWorker.register(workerAddress(), { updateViaCache: "none" });
    await serviceWorker.ready;
    await controlled(serviceWorker);
    serviceWorker.controller?.postMessage({
      keep: loadedFiles(),
      with: wordFiles(),
      language: languageNow(),
    });
    keepPosters();
  } catch {
    return; // as in a private window: the page does without
  }
}

/** @param {ServiceWorkerContainer} container */
async function controlled(container) {
  if (container.controller) return;
  await new Promise((resolve) =>
    container.addEventListener("controllerchange", resolve, { once: true }),
  );
}

const loaded = () =>
  performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin }) => origin === location.origin);

const loadedFiles = () => [
  ...new Set(
    loaded()
      .map(({ pathname }) => pathname)
      .filter((path) => /\.(js|css|svg|woff2)$/.test(path) && path !== WORKER),
  ),
];

/** All parts of the reader's language, so that every view can be opened. */
const wordFiles = () => PARTS.map((part) => at(`/words/${languageNow()}/${part}.js`));

/** @param {string} url */
const isPoster = (url) => url.startsWith(location.origin + at("/api/v1/posters/"));

/** Asks the worker for a poster that came past it: the browser has it at hand. @param {string} url */
const keepPoster = (url) => void (new Image().src = url);

/** Those that came before there was a worker, and those that had been asked for. */
function keepPosters() {
  const seen = loaded()
    .map(({ href }) => href)
    .filter(isPoster);
  new Set(seen).forEach(keepPoster);
  for (const image of document.images)
    if (!image.complete && isPoster(image.src))
      image.addEventListener("load", () => keepPoster(image.currentSrc), { once: true });
}
