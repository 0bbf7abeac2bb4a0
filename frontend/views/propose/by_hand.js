import { createField, createForm } from "../../components/form.js";
import { elt, on } from "../../dom.js";
import { imdbId } from "../../telling.js";
import { films } from "../../state.js";
import { about } from "../../flaws.js";
import { say } from "../../words/say.js";
import { createOffer, twinOf } from "./offer.js";

/** @typedef {{propose: (film: NewFilm) => Promise<void>, vote: Verbs["vote"]}} ByHandVerbs */

/**
 * A film that no search finds: its title, and its year where one knows it. Until somebody has
 * touched it, it follows the search: opens where that has nothing to offer, and closes again.
 * @param {ByHandVerbs} verbs
 */
export function createByHand(verbs) {
  const { title, year, form, sync, settle } = createHandForm(verbs);
  const summary = elt("summary", {}, say("hand.summary"));
  const dom = elt("details", { class: "by-hand" }, summary, form.dom);
  let isEdited = false;
  let isTheirs = false;

  function edited() {
    isEdited = true;
    isTheirs = true;
    settle();
  }

  on(summary, "click", () => (isTheirs = true));
  on(title.input, "input", edited);
  on(year.input, "input", edited);

  /** @param {string} query */
  function follow(query) {
    if (query === title.input.value) return;
    title.input.value = query;
    settle();
  }

  /** @param {Found} found */
  function suggest({ query, busy, hits, trouble }) {
    if (!isEdited) follow(imdbId(query) ? "" : query);
    if (busy || isTheirs) return;
    const isMissed = trouble ? trouble.slug !== "offline" : hits.length === 0;
    dom.open = query.length > 1 && isMissed;
  }

  function reset() {
    if (!isTheirs && !dom.open) return;
    isEdited = false;
    isTheirs = false;
    dom.open = false;
    settle();
    for (const field of [title, year]) {
      field.input.value = "";
      field.complain(null);
    }
  }

  return { dom, suggest, sync, reset };
}

/** What is up under that title already is offered before it is put up again. @param {ByHandVerbs} verbs */
function createHandForm({ propose, vote }) {
  const { title, year, typed } = createHandFields("hand");
  const offer = createOffer({ vote, anyway: () => form.submit.click() });
  /** @type {State | null} */
  let latest = null;
  /** @type {Proposal | null} */
  let offered = null;

  async function send() {
    const film = typed();
    const twin = film && latest && twinOf(films(latest), film);
    if (film === null) return;
    if (twin && latest && twin.id !== offered?.id) offer.show((offered = twin), latest);
    else await propose(offered ? film : { ...film, unless_up: true });
  }

  function settle() {
    offered = null;
    offer.hide();
  }

  /** @param {State} state */
  function sync(state) {
    latest = state;
    offer.sync(state);
  }

  /** @param {ApiError} error */
  function place(error) {
    title.complain(about(error, "/title"));
    year.complain(about(error, "/year"));
    return Boolean(about(error, "/title") ?? about(error, "/year"));
  }

  const fields = elt("div", { class: "hand-fields" }, title.dom, year.dom);
  const form = createForm({ label: say("hand.propose"), look: "plain" }, send, place, fields);
  form.dom.append(offer.dom);
  return { title, year, form, sync, settle };
}

/** @param {string} name tells them from others of the page */
export function createHandFields(name) {
  const plain = { type: "text", autocomplete: "off" };
  const title = createField(
    { name: `${name}-title`, label: say("hand.title") },
    { ...plain, dir: "auto", maxlength: 300 },
  );
  const year = createField(
    { name: `${name}-year`, label: say("hand.year") },
    { ...plain, inputmode: "numeric", maxlength: 4 },
  );

  /** What is in them; null: they complain. */
  function typed() {
    const name = title.input.value.trim();
    const digits = year.input.value.trim();
    if (!name) title.complain(say("hand.no-title"));
    else if (digits && !/^\d{4}$/.test(digits)) year.complain(say("hand.bad-year"));
    else return { title: name, year: digits ? Number(digits) : null };
    return null;
  }

  return { title, year, typed };
}
