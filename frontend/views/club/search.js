import { createListSearch } from "../../components/list_search.js";
import { elt } from "../../dom.js";
import { say } from "../../words/say.js";

const NAME_MAX = 150;

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
  const labels = { text: say("members.find"), choice: say("members.show") };
  const search = createListSearch("club-search", labels, NAME_MAX, changed, ...STATES.map(option));
  const asked = () => ({
    q: search.text(),
    state: /** @type {MemberState | ""} */ (search.select.value),
  });
  return { dom: search.dom, asked, clear: search.clear, focus: () => search.input.focus() };
}
