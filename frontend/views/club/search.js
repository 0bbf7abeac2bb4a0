import { elt, on } from "../../dom.js";
import { say } from "../../words/say.js";

/** ms after the last letter, when a name is probably whole. */
const REST = 250;

/** @type {(MemberState | "")[]} */
const STATES = ["", "active", "waiting", "inactive"];

/** @param {MemberState | ""} state */
const option = (state) =>
  elt("option", { value: state }, say(/** @type {Key} */ (`filter.${state || "all"}`)));

/**
 * By which name and in which state.
 * @param {() => void} changed
 */
export function createSearch(changed) {
  const input = elt("input", {
    id: "member-name",
    type: "search",
    maxlength: 150,
    dir: "auto",
    autocomplete: "off",
    spellcheck: "false",
  });
  const select = elt("select", { id: "member-state" }, ...STATES.map(option));
  const name = elt("label", { for: "member-name" }, say("members.find"));
  const state = elt("label", { for: "member-state" }, say("members.show"));
  const dom = elt(
    "form",
    { class: "club-search", role: "search" },
    elt("div", { class: "field" }, name, input),
    elt("div", { class: "field" }, state, select),
  );
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

  const asked = () => ({
    q: input.value.trim(),
    state: /** @type {MemberState | ""} */ (select.value),
  });
  return { dom, asked, clear, focus: () => input.focus() };
}
