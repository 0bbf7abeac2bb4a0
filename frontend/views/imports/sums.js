import { elt, keyed, text } from "../../dom.js";
import { localeNow, say } from "../../words/say.js";

const OUTCOMES = /** @type {const} */ (["taken", "merged", "unmatched", "left"]);

/** What a file comes to, in four numbers. @param {Record<typeof OUTCOMES[number], string>} names */
export function createSums(names) {
  const sums = OUTCOMES.map((outcome) => ({ outcome, count: elt("dd", {}) }));
  const boxes = sums.map(({ outcome, count }) =>
    elt("div", { class: "import-sum" }, elt("dt", {}, names[outcome]), count),
  );

  /** @param {Upload} upload */
  function sync({ counts }) {
    for (const { outcome, count } of sums) text(count, counts[outcome].toLocaleString(localeNow()));
  }

  return { dom: elt("dl", { class: "import-sums" }, ...boxes), sync };
}

/**
 * Sentences below each other, as many as there are.
 * @param {string} label of the list
 */
export function createLines(label) {
  const dom = elt("ul", { class: "import-lines", "aria-label": label });
  const lines = keyed(dom, (/** @type {string} */ sentence) => ({ dom: elt("li", {}, sentence) }));

  /** @param {readonly string[]} sentences */
  function sync(sentences) {
    lines.sync(sentences);
    dom.hidden = sentences.length === 0;
  }

  return { dom, sync };
}

/** What the films become, by what they are to whoever brings them. @param {Upload} upload */
export const becoming = ({ kinds }) =>
  kinds
    .filter(({ kind, taken }) => kind !== null && taken > 0)
    .map(({ kind, taken }) => say(/** @type {Key} */ (`becomes.${kind}`), films(taken)));

/** @param {number} count */
export const films = (count) => ({ films: say("films", { count }) });
