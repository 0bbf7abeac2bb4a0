import { elt } from "../../dom.js";
import { oneLine } from "../../errors.js";
import { isAdmin } from "../../state.js";
import { members } from "../club/calls.js";
import { toTell } from "../club/refusals.js";
import { createAreas } from "./areas.js";
import { createWhom, withName } from "./whom.js";

/** Names that a list has room for. */
const SUGGESTED = 10;

/**
 * What to show of the log, and of whom.
 * @param {Page} page
 * @param {() => void} changed
 */
export function createFilters(page, changed) {
  /** Whom the log has told of so far. @type {Map<number, Member>} */
  const met = new Map();
  const areas = createAreas(changed);
  const whom = createWhom(find, changed, why);
  const dom = elt("div", { class: "log-filters" }, areas.dom, whom.dom);

  /** Only admins are told who else is in the club. @param {string} text */
  async function find(text) {
    if (!isAdmin(page.state())) return withName(met.values(), text);
    const { items } = await members({ q: text, state: "", cursor: null, limit: SUGGESTED });
    return items;
  }

  /** @param {unknown} error */
  function why(error) {
    const left = toTell(page, error);
    return left && oneLine(left);
  }

  /** @returns {import("./calls.js").Wish} */
  const wish = () => ({ kind: areas.area(), member: whom.member() });

  /** @param {readonly Member[]} people */
  function meet(people) {
    for (const each of people) met.set(each.id, each);
  }

  function clear() {
    areas.forget();
    whom.forget();
  }

  function forget() {
    clear();
    met.clear();
  }

  return { dom, wish, meet, clear, forget };
}
