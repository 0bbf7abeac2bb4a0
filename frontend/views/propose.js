import { ApiError } from "../api.js";
import { createField, createForm } from "../components/form.js";
import { createPoster } from "../components/picture.js";
import { createNotice, createSheet } from "../components/sheet.js";
import { attr, elt, facts, line, on, text } from "../dom.js";
import { imdbId, runtime } from "../format.js";
import { filmPath } from "../router.js";
import { createSearch, nothingSought } from "../search.js";
import { memberOf, ownCount } from "../state.js";
import { about, explain, hitRemark } from "../words.js";

/**
 * The sheet that puts a film up for a vote.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function createProposeView({ propose, leave }) {
  const title = elt("h2", { class: "sheet-title" }, "Propose a film");
  const left = elt("p", { class: "sheet-lead" });
  const finder = createFinder(propose);
  const sheet = createSheet({ name: "propose", title, leave }, title, left, finder.dom);

  /** @param {State} state */
  function sync(state) {
    line(left, roomLeft(state));
    const open = state.route.name === "propose" && memberOf(state) !== null;
    if (sheet.show(open)) finder.reset();
  }

  return { dom: sheet.dom, sync };
}

/** @param {State} state */
function roomLeft(state) {
  if (!state.me) return null;
  const { proposal_limit: limit } = state.me;
  const left = Math.max(0, limit - ownCount(state));
  if (left > 1) return `You have ${left} proposals left.`;
  if (left === 1) return "You have one proposal left.";
  return `All ${limit} of yours are in. Withdraw one to make room, or wait until one is watched.`;
}

/**
 * The field, what it finds, and the way around it.
 * @param {(film: NewFilm) => Promise<void>} propose
 */
function createFinder(propose) {
  const field = createSeekField();
  const failure = createNotice();
  const results = createResults(choose);
  const byHand = createByHand(propose);
  const form = elt("form", { class: "seek", role: "search" }, field.dom);
  const dom = elt("div", {}, form, failure.dom, results.dom, byHand.dom);
  const search = createSearch(show);

  /** @param {Hit} hit */
  async function choose(hit) {
    try {
      await propose({ imdb_id: hit.imdb_id });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      failure.sync(explain(error));
      failure.dom.scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {Found} found */
  function show(found) {
    attr(form, "aria-busy", found.busy ? "true" : null);
    failure.sync(found.trouble ? troubleOf(found.trouble) : shortfallOf(found));
    results.sync(found);
    byHand.suggest(found);
  }

  function reset() {
    field.input.value = "";
    search.type("");
    show(nothingSought);
    byHand.reset();
    field.input.focus();
  }

  on(field.input, "input", () => search.type(field.input.value));
  on(form, "submit", (event) => {
    event.preventDefault();
    search.type(field.input.value, { atOnce: true });
  });
  return { dom, reset };
}

function createSeekField() {
  return createField(
    { name: "seek", label: "Title, IMDb id or a pasted link" },
    {
      type: "search",
      autocomplete: "off",
      spellcheck: "false",
      enterkeyhint: "search",
      maxlength: 200,
    },
  );
}

/** A search that nobody answers is no reason not to propose. @param {ApiError} error */
function troubleOf(error) {
  if (error.status > 0 && error.status < 500) return explain(error);
  const title = error.status ? "The film search does not answer." : explain(error).title;
  return { title, next: "Type on to try again, or add the film by hand below." };
}

/** What is missing where no source of films answered. @param {Found} found */
function shortfallOf({ complete, hits }) {
  if (complete) return null;
  return {
    title: "The film catalogue does not answer right now.",
    next: hits.length
      ? "These are the films this club knows; an IMDb id or link always works."
      : "An IMDb id or link always works, or add the film by hand below.",
  };
}

/** The films that a search has found. @param {(hit: Hit) => Promise<void>} choose */
function createResults(choose) {
  const status = elt("p", { class: "visually-hidden", role: "status" });
  const list = elt("ul", { class: "hits" });
  const none = elt("p", { class: "hits-none" });
  const dom = elt("div", { class: "results" }, status, list, none);
  /** @type {readonly Hit[]} */
  let shown = [];

  /** @param {Found} found */
  function sync(found) {
    const { query, busy, hits, complete, trouble } = found;
    const isEmpty = !busy && !trouble && complete && query.length > 1 && hits.length === 0;
    line(none, isEmpty ? `No film found for “${query}”.` : null);
    text(status, spoken(found));
    dom.classList.toggle("is-stale", busy);
    if (hits === shown) return;
    shown = hits;
    list.replaceChildren(...hits.map((hit) => createHit(hit, choose)));
  }

  return { dom, sync };
}

/** @param {Found} found */
function spoken({ busy, hits }) {
  if (busy) return "Searching";
  if (hits.length === 0) return "";
  return hits.length === 1 ? "1 film found" : `${hits.length} films found`;
}

/** @param {Hit} hit */
const factsOf = ({ year, directors, runtime_minutes }) => [
  year,
  directors.join(", "),
  runtime_minutes && runtime(runtime_minutes),
];

/** @param {Hit} hit */
function content(hit) {
  const poster = createPoster({ sizes: "56px", eager: true });
  poster.sync(hit);
  const row = elt("span", { class: "facts hit-facts" });
  facts(row, factsOf(hit));
  const remark = hitRemark(hit, Date.now());
  return [
    poster.dom,
    elt(
      "span",
      { class: "hit-text" },
      elt("span", { class: "hit-title" }, hit.title ?? hit.imdb_id),
      row,
      remark !== "" && elt("span", { class: `hit-remark hit-${hit.state}` }, remark),
    ),
    elt("span", { class: "hit-verb" }, hit.state === "open" ? "Vote for it" : "Propose"),
  ];
}

/**
 * One film that was found: a link to its vote, or the button that proposes it.
 * @param {Hit} hit
 * @param {(hit: Hit) => Promise<void>} choose
 */
function createHit(hit, choose) {
  if (hit.state === "open" && hit.proposal_id !== null) {
    const link = elt("a", { class: "hit", href: filmPath(hit.proposal_id) }, ...content(hit));
    return elt("li", {}, link);
  }
  const button = elt("button", { class: "hit", type: "button" }, ...content(hit));
  on(button, "click", async () => {
    if (button.getAttribute("aria-disabled")) return;
    attr(button, "aria-disabled", "true");
    await choose(hit);
    attr(button, "aria-disabled", null);
  });
  return elt("li", {}, button);
}

/**
 * A film that no search finds: its title, and its year where one knows it.
 * @param {(film: {title: string, year: number | null}) => Promise<void>} propose
 */
export function createByHand(propose) {
  const { title, year } = createFields();

  async function send() {
    const name = title.input.value.trim();
    const digits = year.input.value.trim();
    if (!name) {
      title.complain("Type the film’s title.");
    } else if (digits && !/^\d{4}$/.test(digits)) {
      year.complain("A year has four digits.");
    } else {
      await propose({ title: name, year: digits ? Number(digits) : null });
    }
  }

  /** @param {ApiError} error */
  function place(error) {
    title.complain(about(error, "/title"));
    year.complain(about(error, "/year"));
    return Boolean(about(error, "/title") ?? about(error, "/year"));
  }

  const fields = elt("div", { class: "hand-fields" }, title.dom, year.dom);
  const form = createForm({ label: "Propose it", look: "plain" }, send, place, fields);
  const summary = elt("summary", {}, "Not found? Add it by hand");
  const dom = elt("details", { class: "by-hand" }, summary, form.dom);

  /** Opens by itself where the search has nothing to offer. @param {Found} found */
  function suggest({ query, busy, hits, trouble }) {
    if (busy || query.length < 2) return;
    if (!dom.open && !imdbId(query)) title.input.value = query;
    if (trouble || hits.length === 0) dom.open = true;
  }

  function reset() {
    dom.open = false;
    title.input.value = "";
    year.input.value = "";
    title.complain(null);
    year.complain(null);
  }

  return { dom, suggest, reset };
}

function createFields() {
  const plain = { type: "text", autocomplete: "off" };
  return {
    title: createField({ name: "hand-title", label: "Title" }, { ...plain, maxlength: 300 }),
    year: createField(
      { name: "hand-year", label: "Year (if you know it)" },
      { ...plain, inputmode: "numeric", maxlength: 4 },
    ),
  };
}
