import { createListSearch } from "../../components/list_search.js";
import { attr, elt } from "../../dom.js";
import { say } from "../../words/say.js";

const TITLE_MAX = 100;

/**
 * Which of the screenings to show.
 * @param {() => void} changed
 */
export function createFilters(changed) {
  const labels = { text: say("watched.find"), choice: say("watched.year") };
  const any = elt("option", { value: "" }, say("watched.any-year"));
  const search = createListSearch("watched-search", labels, TITLE_MAX, changed, any);
  const { dom, select, choice, clear } = search;
  attr(choice, "hidden", true);

  /** The year that is asked for stays, whatever has become of it. @param {readonly number[]} known in which something was watched */
  function offer(known) {
    const chosen = select.value;
    const years = known.map(String);
    if (chosen && !years.includes(chosen)) years.push(chosen);
    select.replaceChildren(any, ...years.map((each) => elt("option", {}, each)));
    select.value = chosen;
    attr(choice, "hidden", years.length < 2 && !chosen);
  }

  return { dom, offer, clear, wish: () => ({ q: search.text(), year: select.value }) };
}
