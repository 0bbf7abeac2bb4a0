import { elt, line, on, text } from "../../dom.js";
import { say } from "../../words/say.js";

/** @type {Record<string, (at: number, count: number) => number>} */
const STEPS = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** @param {KeyboardEvent} event */
const stepOf = ({ key, ctrlKey, altKey, metaKey, shiftKey }) =>
  ctrlKey || altKey || metaKey || shiftKey ? undefined : STEPS[key];

/**
 * Arrows lead from a field into a list, through what can be done there, and back.
 * @param {HTMLElement} field
 * @param {HTMLElement} list
 */
function createWalk(field, list) {
  const stops = () =>
    /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".hit-verb:not([hidden])")]);

  on(field, "keydown", (event) => {
    const [first] = stops();
    if (event.key !== "ArrowDown" || event.isComposing || !first) return;
    event.preventDefault();
    first.focus();
  });
  on(list, "keydown", (event) => {
    const step = stepOf(event);
    if (!step) return;
    event.preventDefault();
    const all = stops();
    const row = event.target.closest("li");
    const next = step(
      all.findIndex((stop) => row.contains(stop)),
      all.length,
    );
    (all[next] ?? field).focus();
  });
}

/** @typedef {{dom: HTMLElement, sync(state: State): void}} HitRow one film, and what can be done with it */

/**
 * The films that a search has found.
 * @param {HTMLElement} field
 * @param {(hit: Hit) => HitRow} make
 */
export function createResults(field, make) {
  const status = elt("p", { class: "visually-hidden", role: "status" });
  const list = elt("ul", { class: "hits" });
  const none = elt("p", { class: "hits-none" });
  const dom = elt("div", { class: "results" }, status, list, none);
  /** @type {readonly Hit[]} */
  let shown = [];
  /** @type {HitRow[]} */
  let rows = [];
  /** @type {State | null} */
  let known = null;
  createWalk(field, list);

  /** @param {Found} found */
  function show(found) {
    const { query, busy, hits, complete, trouble } = found;
    const isEmpty = !busy && !trouble && complete && query.length > 1 && hits.length === 0;
    line(none, isEmpty ? say("results.none", { query }) : null);
    text(status, spoken(found));
    dom.classList.toggle("is-stale", busy);
    if (hits === shown) return;
    shown = hits;
    rows = hits.map(make);
    list.replaceChildren(...rows.map((row) => row.dom));
    if (known) sync(known);
  }

  /** @param {State} state */
  function sync(state) {
    known = state;
    for (const row of rows) row.sync(state);
  }

  return { dom, show, sync };
}

/** @param {Found} found */
function spoken({ busy, hits }) {
  if (busy) return say("results.searching");
  if (hits.length === 0) return "";
  return say("results.found", { count: hits.length });
}
