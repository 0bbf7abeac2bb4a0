import { busy } from "../components/form.js";
import { createNotice } from "../components/sheet.js";
import { attr, elt, facts, keyed, line, on, text } from "../dom.js";
import { age, bytes, clock, grouped, percent, plural } from "../format.js";
import { explain, lamp, sourceName, sourceState, titleOfFailing } from "../words.js";

/**
 * What is known of the films, and how the sources are; for admins.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function createCacheView(verbs) {
  const lead = elt("p", { class: "sheet-lead" });
  const head = elt("div", { class: "cache-head" }, title(), lead);
  const notice = createNotice();
  const strip = elt("p", { class: "strip", role: "status", hidden: true });
  const known = createKnown(verbs);
  const sources = createSources();
  const failing = createFailing(verbs);
  const panels = elt("div", { class: "cache-panels" }, known.dom, sources.dom, failing.dom);
  const dom = elt("section", { class: "cache" }, head, strip, notice.dom, panels);
  /** @type {FilmCache | null} */
  let shown = null;

  /** @param {ApiError | null} trouble @param {boolean} isEmpty */
  function syncTrouble(trouble, isEmpty) {
    const words = trouble && explain(trouble);
    const action = { label: "Try again", run: verbs.retry };
    notice.sync(words && isEmpty ? { ...words, action } : null);
    line(strip, words && !isEmpty ? `${words.title} What you see is from before.` : null);
  }

  /** @param {State} state */
  function sync({ cache }) {
    const told = cache?.told ?? null;
    syncTrouble(cache?.trouble ?? null, told === null);
    attr(panels, "hidden", told === null);
    line(lead, told && leadOf(told));
    if (told === null || told === shown) return;
    shown = told;
    for (const part of [known, sources, failing]) part.sync(told);
  }

  return { dom, sync };
}

const title = () => elt("h1", { class: "page-title" }, "Film data");

/** @param {FilmCache} cache */
function leadOf({ films, oldest_at, hit_rate }) {
  const all = `${plural(films, "film")} on this server.`;
  const oldest = oldest_at ? ` The oldest data came ${age(oldest_at, Date.now())}.` : "";
  const share = hit_rate === null ? "" : ` ${percent(hit_rate)} of what was shown was fresh.`;
  return all + oldest + share;
}

/** @typedef {'fresh' | 'stale' | 'pending' | 'unknown' | 'manual' | 'failing'} Figure */

/** @type {readonly {name: Figure, label: string, hint: string}[]} */
const FIGURES = [
  { name: "fresh", label: "Fresh", hint: "known, and not due" },
  { name: "stale", label: "Stale", hint: "shown, and due" },
  { name: "pending", label: "Pending", hint: "nothing so far" },
  { name: "unknown", label: "Unknown", hint: "to every source" },
  { name: "manual", label: "By hand", hint: "asked of nobody" },
  { name: "failing", label: "Failing", hint: "nobody answered" },
];

/** All films in numbers, and the button that asks for what is old. @param {Verbs} verbs */
function createKnown({ refreshFilms }) {
  const figures = FIGURES.map(createFigure);
  const list = elt("dl", { class: "figures" }, ...figures.map(({ dom }) => dom));
  const posters = elt("p", { class: "facts cache-posters" });
  const button = elt(
    "button",
    { class: "button button-primary", type: "button" },
    "Refresh all that is stale",
  );
  const note = "Asks the sources, behind the page, for what is old or missing.";
  const dom = elt(
    "section",
    { class: "panel cache-known" },
    elt("h2", {}, "What is known"),
    list,
    posters,
    button,
    elt("p", { class: "me-note" }, note),
  );
  on(button, "click", () => busy(button, () => refreshFilms(null)));

  /** @param {FilmCache} cache */
  function sync(cache) {
    for (const figure of figures) figure.sync(cache);
    const { posters: kept, poster_bytes, posters_wanted, posters_refused } = cache;
    facts(posters, [
      `${plural(kept, "poster")} kept, ${bytes(poster_bytes)}`,
      posters_wanted > 0 && `${grouped(posters_wanted)} to come`,
      posters_refused > 0 && `${grouped(posters_refused)} refused`,
    ]);
  }

  return { dom, sync };
}

/** @param {typeof FIGURES[number]} figure */
function createFigure({ name, label, hint }) {
  const number = elt("dd", { class: "figure-number" });
  const words = elt("dt", {}, elt("strong", {}, label), " ", elt("span", {}, hint));
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
  const nobody = elt(
    "p",
    { class: "cache-none" },
    "The built-in catalogue is all that is asked: nothing leaves this server.",
  );
  const heading = elt("h2", {}, "Sources");
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
    line(error, provider.last_error && `Last error: ${provider.last_error}`);
  }

  return { dom, sync };
}

/** @param {string} name */
const sourceTitle = (name) => elt("strong", {}, sourceName(name));

/** The films whose last try brought nothing. @param {Verbs} verbs */
function createFailing({ refreshFilms }) {
  const heading = elt("h2", { tabindex: -1 }, "Films that need a look");
  const none = elt("p", { class: "cache-none" }, "None: every source answered the last time.");
  const list = elt("ul", { class: "failing" });
  const dom = elt("section", { class: "panel cache-failing" }, heading, none, list);
  const rows = keyed(list, (/** @type {number} */ id) => createRow(id, refreshFilms));

  /** Who was on a row that is gone is taken to the heading. @param {FilmCache} cache */
  function sync({ films_failing: films }) {
    const wasHere = list.contains(document.activeElement);
    attr(none, "hidden", films.length > 0);
    attr(list, "hidden", films.length === 0);
    rows.sync(films.map(({ film_id }) => film_id));
    for (const film of films) rows.parts.get(film.film_id)?.sync(film);
    if (wasHere && !list.contains(document.activeElement)) heading.focus();
  }

  return { dom, sync };
}

/** @param {number} id @param {Verbs['refreshFilms']} refreshFilms */
function createRow(id, refreshFilms) {
  const name = elt("strong", { class: "failing-title" });
  const state = elt("p", { class: "facts failing-facts" });
  const error = elt("p", { class: "cache-error" });
  const button = elt("button", { class: "button button-plain", type: "button" }, "Refresh");
  const dom = elt("li", {}, elt("div", { class: "failing-words" }, name, state, error), button);
  let called = "";
  on(button, "click", () => busy(button, () => refreshFilms({ id, title: called })));

  /** @param {FailingFilm} film */
  function sync(film) {
    called = titleOfFailing(film);
    text(name, called);
    attr(button, "aria-label", `Refresh ${called}`);
    facts(state, factsOf(film, Date.now()));
    line(error, film.error ?? "No source knows this film.");
  }

  return { dom, sync };
}

/** @param {FailingFilm} film @param {number} now */
const factsOf = ({ title: known, imdb_id, cached_at, unknown_at, failures, try_at }, now) => [
  known && imdb_id,
  cached_at ? `data from ${age(cached_at, now)}` : "no data",
  unknown_at && `first not found ${age(unknown_at, now)}`,
  failures > 0 && plural(failures, "try", "tries"),
  Date.parse(try_at) > now ? `next try ${clock(try_at, now)}` : "tried again when next seen",
];
