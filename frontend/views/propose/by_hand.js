import { createField, createForm } from "../../components/form.js";
import { elt, on } from "../../dom.js";
import { imdbId } from "../../format.js";
import { about } from "../../words.js";

/** @typedef {(film: {title: string, year: number | null}) => Promise<void>} ProposeByHand */

/**
 * A film that no search finds: its title, and its year where one knows it. Until somebody has
 * touched it, it follows the search: opens where that has nothing to offer, and closes again.
 * @param {ProposeByHand} propose
 */
export function createByHand(propose) {
  const { title, year, form } = createHandForm(propose);
  const summary = elt("summary", {}, "Not found? Add it by hand");
  const dom = elt("details", { class: "by-hand" }, summary, form.dom);
  let isEdited = false;
  let isTheirs = false;

  function edited() {
    isEdited = true;
    isTheirs = true;
  }

  on(summary, "click", () => (isTheirs = true));
  on(title.input, "input", edited);
  on(year.input, "input", edited);

  /** @param {Found} found */
  function suggest({ query, busy, hits, trouble }) {
    if (!isEdited) title.input.value = imdbId(query) ? "" : query;
    if (busy || isTheirs) return;
    dom.open = query.length > 1 && (trouble !== null || hits.length === 0);
  }

  function reset() {
    if (!isTheirs && !dom.open) return;
    isEdited = false;
    isTheirs = false;
    dom.open = false;
    for (const field of [title, year]) {
      field.input.value = "";
      field.complain(null);
    }
  }

  return { dom, suggest, reset };
}

/** @param {ProposeByHand} propose */
function createHandForm(propose) {
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
  return { title, year, form };
}

function createFields() {
  const plain = { type: "text", autocomplete: "off" };
  return {
    title: createField(
      { name: "hand-title", label: "Title" },
      { ...plain, dir: "auto", maxlength: 300 },
    ),
    year: createField(
      { name: "hand-year", label: "Year (if you know it)" },
      { ...plain, inputmode: "numeric", maxlength: 4 },
    ),
  };
}
