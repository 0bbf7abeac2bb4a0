import { spoken, written } from "../../components/stars.js";
import { elt, svg } from "../../dom.js";
import { say } from "../../words/say.js";

const WIDTH = 30;
const HEIGHT = 64;
/** What is seen of a bar for nobody. */
const LEAST = 1.5;

/** @param {number} count @param {number} most @param {number} at */
function bar(count, most, at) {
  const height = count === 0 ? LEAST : Math.max((count / most) * HEIGHT, 2 * LEAST);
  const box = { x: at * WIDTH + 3, y: HEIGHT - height, width: WIDTH - 6, height, rx: LEAST };
  return svg("rect", { class: count === 0 ? "bar-none" : "bar-some", ...box });
}

/** @param {number} at @param {string} words */
const label = (at, words) =>
  svg(
    "text",
    { x: at * WIDTH + WIDTH / 2, y: HEIGHT + 17, "text-anchor": "middle" },
    document.createTextNode(words),
  );

/** The same in words. @param {readonly number[]} counts */
const table = (counts) =>
  elt(
    "table",
    {},
    elt("caption", {}, say("screening.spread")),
    elt(
      "tr",
      {},
      elt("th", { scope: "col" }, say("screening.stars")),
      elt("th", { scope: "col" }, say("screening.ratings")),
    ),
    ...counts.map((count, at) =>
      elt(
        "tr",
        {},
        elt("th", { scope: "row" }, spoken((at + 1) / 2)),
        elt("td", {}, String(count)),
      ),
    ),
  );

/** How often each number of stars was given, from half a star to five. */
export function createHistogram() {
  const dom = elt("div", { class: "histogram" });
  let shown = "";

  /** @param {readonly number[]} counts */
  function sync(counts) {
    if (shown === counts.join()) return;
    shown = counts.join();
    const most = Math.max(1, ...counts);
    const bars = counts.map((count, at) => bar(count, most, at));
    const labels = counts.map((_, at) => label(at, written((at + 1) / 2)));
    const viewBox = `0 0 ${counts.length * WIDTH} ${HEIGHT + 22}`;
    const picture = svg("svg", { viewBox, "aria-hidden": "true" }, ...bars, ...labels);
    const words = elt("div", { class: "visually-hidden" }, table(counts));
    dom.replaceChildren(picture, words);
  }

  return { dom, sync };
}
