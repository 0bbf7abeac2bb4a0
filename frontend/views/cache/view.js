import { busy } from "../../components/form.js";
import { createNotice } from "../../components/notice.js";
import { attr, elt, facts, keyed, line, on, text } from "../../dom.js";
import { clock } from "../../times.js";
import { age, bytes, grouped, percent } from "../../telling.js";
import { explain } from "../../errors.js";
import { createClubHead } from "../club/nav.js";
import { sourceName } from "../film/source.js";
import { say } from "../../words/say.js";
import { lamp, sourceState, titleOfFailing } from "./source.js";
import { loadCache, refreshFilms } from "./actions.js";

/**
 * What is known of the films, and how the sources are; for admins.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create(verbs) {
  const lead = elt("span", {});
  const head = createClubHead("cache", lead);
  const notice = createNotice();
  const strip = elt("p", { class: "strip", role: "status", hidden: true });
  const known = createKnown(verbs.page);
  const sources = createSources();
  const films = createFailing(verbs.page, FILMS);
  const posters = createFailing(verbs.page, POSTERS);
  const parts = [known, sources, films, posters];
  const panels = elt("div", { class: "cache-panels" }, ...parts.map((part) => part.dom));
  const dom = elt("section", { class: "club cache" }, head, strip, notice.dom, panels);
  /** @type {FilmCache | null} */
  let shown = null;
  let isOpen = false;
  verbs.page.asks.add(() => loadCache(verbs.page));

  /** @param {ApiError | null} trouble @param {boolean} isEmpty */
  function syncTrouble(trouble, isEmpty) {
    const words = trouble && explain(trouble);
    const action = { label: say("try-again"), run: verbs.retry };
    notice.sync(words && isEmpty ? { ...words, action } : null);
    line(strip, words && !isEmpty ? say("cache.older", { why: words.title }) : null);
  }

  /** @param {State} state */
  function sync({ cache, route }) {
    const wasOpen = isOpen;
    isOpen = route.name === "cache";
    if (isOpen && !wasOpen) verbs.retry();
    const told = cache?.told ?? null;
    syncTrouble(cache?.trouble ?? null, told === null);
    attr(panels, "hidden", told === null);
    line(lead, told && leadOf(told));
    if (told === null || told === shown) return;
    shown = told;
    for (const part of parts) part.sync(told);
  }

  return { dom, sync };
}

/** @param {FilmCache} cache */
function leadOf({ films, oldest_at, hit_rate }) {
  const said = [
    say("cache.films", { count: films }),
    oldest_at && say("cache.oldest", { when: age(oldest_at, Date.now()) }),
    hit_rate !== null && say("cache.share", { share: percent(hit_rate) }),
  ];
  return said.filter(Boolean).join(" ");
}

/** @typedef {'fresh' | 'stale' | 'pending' | 'unknown' | 'manual' | 'failing'} Figure */

/** @type {readonly Figure[]} */
const FIGURES = ["fresh", "stale", "pending", "unknown", "manual", "failing"];

/** All films in numbers, and the button that asks for what is old. @param {Page} page */
function createKnown(page) {
  const figures = FIGURES.map(createFigure);
  const list = elt("dl", { class: "figures" }, ...figures.map(({ dom }) => dom));
  const posters = elt("p", { class: "facts cache-posters" });
  const button = elt(
    "button",
    { class: "button button-primary", type: "button" },
    say("cache.refresh-all"),
  );
  const note = say("cache.refresh-note");
  const dom = elt(
    "section",
    { class: "panel cache-known" },
    elt("h2", {}, say("cache.known")),
    list,
    posters,
    button,
    elt("p", { class: "me-note" }, note),
  );
  on(button, "click", () => busy(button, () => refreshFilms(page, null)));

  /** @param {FilmCache} cache */
  function sync(cache) {
    for (const figure of figures) figure.sync(cache);
    const { posters: kept, poster_bytes, posters_wanted, posters_refused } = cache;
    facts(posters, [
      say("cache.kept", { count: kept, size: bytes(poster_bytes) }),
      posters_wanted > 0 && say("cache.wanted", { count: posters_wanted }),
      posters_refused > 0 && say("cache.refused", { count: posters_refused }),
    ]);
  }

  return { dom, sync };
}

/** @param {Figure} name */
function createFigure(name) {
  const number = elt("dd", { class: "figure-number" });
  const words = elt(
    "dt",
    {},
    elt("strong", {}, say(`cache.${name}`)),
    " ",
    elt("span", {}, say(`cache.${name}-hint`)),
  );
  const dom = elt("div", { class: `figure figure-${name}` }, words, number);

  /** @param {FilmCache} cache */
  function sync(cache) {
    text(number, grouped(cache[name]));
    attr(dom, "data-none", cache[name] === 0);
  }

  return { dom, sync };
}

/** How each source answers. */
function createSources() {
  const list = elt("ul", { class: "sources" });
  const nobody = elt("p", { class: "cache-none" }, say("cache.nobody"));
  const heading = elt("h2", {}, say("cache.sources"));
  const dom = elt("section", { class: "panel" }, heading, list, nobody);
  const rows = keyed(list, createSource);

  /** @param {FilmCache} cache */
  function sync({ providers }) {
    attr(nobody, "hidden", providers.length > 0);
    rows.sync(providers.map(({ name }) => name));
    for (const provider of providers) rows.parts.get(provider.name)?.sync(provider);
  }

  return { dom, sync };
}

/** @param {string} name */
function createSource(name) {
  const bulb = elt("span", { class: "lamp", "aria-hidden": "true" });
  const state = elt("span", { class: "source-state" });
  const error = elt("span", { class: "cache-error" });
  const words = elt("span", { class: "source-words" }, sourceTitle(name), state, error);
  const dom = elt("li", {}, bulb, words);

  /** @param {ProviderState} provider */
  function sync(provider) {
    bulb.className = `lamp lamp-${lamp(provider)}`;
    text(state, sourceState(provider, Date.now()));
    line(error, provider.last_error && say("cache.error", { error: provider.last_error }));
  }

  return { dom, sync };
}

/** @param {string} name */
const sourceTitle = (name) => elt("strong", {}, sourceName(name));

/**
 * What did not come the last time, of one kind.
 * @template {FailingFilm | FailingPoster} Failing
 * @typedef {object} FailingKind
 * @property {Key} heading
 * @property {Key | null} none without any; null: then nothing is said of it
 * @property {(cache: FilmCache) => Failing[]} all
 * @property {(failing: Failing, now: number) => (string | false | null)[]} facts
 * @property {(failing: Failing) => string} error
 */

/** @type {FailingKind<FailingFilm>} */
const FILMS = {
  heading: "cache.failing-films",
  none: "cache.none-failing",
  all: (cache) => cache.films_failing,
  facts: ({ title: known, imdb_id, cached_at, unknown_at, failures, try_at }, now) => [
    known && imdb_id,
    cached_at ? say("cache.data-came", { when: age(cached_at, now) }) : say("cache.no-data"),
    unknown_at && say("cache.not-found", { when: age(unknown_at, now) }),
    failures > 0 && say("tries", { count: failures }),
    Date.parse(try_at) > now
      ? say("cache.next-try", { when: clock(try_at, now) })
      : say("cache.next-open"),
  ],
  error: ({ error }) => error ?? say("cache.no-details"),
};

/** @type {FailingKind<FailingPoster>} */
const POSTERS = {
  heading: "cache.failing-posters",
  none: null,
  all: (cache) => cache.posters_failing,
  facts: ({ title: known, imdb_id, refused, failures, try_at }, now) => [
    known && imdb_id,
    failures > 0 && say("tries", { count: failures }),
    refused && say("cache.next-refresh"),
    !refused &&
      (try_at ? say("cache.next-try", { when: clock(try_at, now) }) : say("cache.on-its-way")),
  ],
  error: ({ error }) => error,
};

/**
 * @template {FailingFilm | FailingPoster} Failing
 * @param {Page} page
 * @param {FailingKind<Failing>} kind
 */
function createFailing(page, kind) {
  const heading = elt("h2", { tabindex: -1 }, say(kind.heading));
  const none = elt("p", { class: "cache-none" }, kind.none ? say(kind.none) : "");
  const list = elt("ul", { class: "failing" });
  const dom = elt("section", { class: "panel cache-failing" }, heading, none, list);
  const rows = keyed(list, (/** @type {number} */ id) => createRow(id, kind, page));

  /** Who was on a row that is gone is taken to the heading. @param {FilmCache} cache */
  function sync(cache) {
    const failing = kind.all(cache);
    const wasHere = list.contains(document.activeElement);
    attr(dom, "hidden", failing.length === 0 && kind.none === null);
    attr(none, "hidden", failing.length > 0);
    attr(list, "hidden", failing.length === 0);
    rows.sync(failing.map(({ film_id }) => film_id));
    for (const each of failing) rows.parts.get(each.film_id)?.sync(each);
    if (wasHere && !list.contains(document.activeElement)) heading.focus();
  }

  return { dom, sync };
}

/**
 * @template {FailingFilm | FailingPoster} Failing
 * @param {number} id
 * @param {FailingKind<Failing>} kind
 * @param {Page} page
 */
function createRow(id, kind, page) {
  const name = elt("strong", { class: "failing-title", dir: "auto" });
  const state = elt("p", { class: "facts failing-facts" });
  const error = elt("p", { class: "cache-error" });
  const button = elt(
    "button",
    { class: "button button-plain", type: "button" },
    say("cache.refresh"),
  );
  const dom = elt("li", {}, elt("div", { class: "failing-words" }, name, state, error), button);
  let called = "";
  on(button, "click", () => busy(button, () => refreshFilms(page, { id, title: called })));

  /** @param {Failing} failing */
  function sync(failing) {
    called = titleOfFailing(failing);
    text(name, called);
    attr(button, "aria-label", say("cache.refresh-it", { title: called }));
    facts(state, kind.facts(failing, Date.now()));
    line(error, kind.error(failing));
  }

  return { dom, sync };
}
