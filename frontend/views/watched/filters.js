import { attr, elt, on } from "../../dom.js";
import { say } from "../../words/say.js";

/** ms after the last letter, when a title is probably whole. */
const REST = 250;

const createTitle = () =>
  elt("input", {
    id: "watched-title",
    type: "search",
    maxlength: 100,
    dir: "auto",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  });

/**
 * Which of the screenings to show.
 * @param {() => void} changed
 */
export function createFilters(changed) {
  const input = createTitle();
  const any = elt("option", { value: "" }, say("watched.any-year"));
  const select = elt("select", { id: "watched-year" }, any);
  const title = elt("label", { for: "watched-title" }, say("watched.find"));
  const year = elt("label", { for: "watched-year" }, say("watched.year"));
  const yearField = elt("div", { class: "field", hidden: true }, year, select);
  const titleField = elt("div", { class: "field" }, title, input);
  const dom = elt("form", { class: "watched-search", role: "search" }, titleField, yearField);
  let timer = 0;

  /** @param {number} rest */
  function soon(rest) {
    clearTimeout(timer);
    timer = window.setTimeout(changed, rest);
  }

  /** @param {readonly number[]} known years in which something was watched */
  function offer(known) {
    const chosen = select.value;
    select.replaceChildren(any, ...known.map((each) => elt("option", {}, String(each))));
    select.value = known.includes(Number(chosen)) ? chosen : "";
    attr(yearField, "hidden", known.length < 2);
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
  return { dom, offer, clear, wish: () => ({ q: input.value.trim(), year: select.value }) };
}
