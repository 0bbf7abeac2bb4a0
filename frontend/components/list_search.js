import { elt, on } from "../dom.js";

/** ms after the last letter, when a name or a title is probably whole. */
const REST = 250;

/** @param {string} id @param {string} label @param {HTMLElement} input */
const createField = (id, label, input) =>
  elt("div", { class: "field" }, elt("label", { for: id }, label), input);

/**
 * What a list is searched with: a text, and a choice. It asks a moment after the last letter, and at
 * once when something is chosen. It wants /styles/list.css.
 * @param {string} name class of the form, and what tells its fields from others
 * @param {{text: string, choice: string}} labels
 * @param {number} most letters of the text
 * @param {() => void} changed
 * @param {...Node} options the first one stands for any
 */
export function createListSearch(name, labels, most, changed, ...options) {
  const input = elt("input", {
    id: `${name}-text`,
    type: "search",
    maxlength: most,
    dir: "auto",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  });
  const select = elt("select", { id: `${name}-choice` }, ...options);
  const text = createField(input.id, labels.text, input);
  const choice = createField(select.id, labels.choice, select);
  const dom = elt("form", { class: `list-search ${name}`, role: "search" }, text, choice);
  let timer = 0;

  /** @param {number} rest */
  function soon(rest) {
    clearTimeout(timer);
    timer = window.setTimeout(changed, rest);
  }

  function clear() {
    clearTimeout(timer);
    input.value = "";
    select.value = "";
  }

  on(input, "input", () => soon(REST));
  on(select, "change", () => soon(0));
  on(dom, "submit", (event) => {
    event.preventDefault();
    soon(0);
  });
  return { dom, input, select, choice, clear, text: () => input.value.trim() };
}
