import { elt, on } from "../../dom.js";
import { runtime } from "../../format.js";
import { keep, recall } from "../../recall.js";
import { say } from "../../words/say.js";

/**
 * How much time there is, in minutes: left tonight (null: nobody has said), and for a double bill.
 * @typedef {{minutes: number | null, double: number}} Wish
 */

/** @param {number} from @param {number} to @param {number} step */
const every = (from, to, step) =>
  Array.from({ length: (to - from) / step + 1 }, (_, at) => String(from + at * step));

const UNSAID = "";
const TONIGHT = [UNSAID, ...every(60, 300, 15)];
const DOUBLE = every(150, 420, 30);

/** @param {string} minutes */
const createOption = (minutes) =>
  elt(
    "option",
    { value: minutes },
    minutes === UNSAID ? say("next.unsaid") : runtime(Number(minutes)),
  );

/**
 * @param {string} key
 * @param {Key} label
 * @param {readonly string[]} values
 * @param {string} otherwise
 * @param {() => void} changed
 */
function createChoice(key, label, values, otherwise, changed) {
  const select = elt("select", { id: key }, ...values.map(createOption));
  const dom = elt("div", { class: "field" }, elt("label", { for: key }, say(label)), select);
  select.value = recall(key, values, otherwise);
  on(select, "change", () => {
    keep(key, select.value);
    changed();
  });
  return { dom, value: () => select.value };
}

/** Asked once, and remembered in this browser. @param {() => void} changed */
export function createWish(changed) {
  const minutes = createChoice("next-minutes", "next.minutes", TONIGHT, UNSAID, changed);
  const double = createChoice("next-double", "next.double", DOUBLE, "270", changed);
  const dom = elt("form", { class: "panel next-wish" }, minutes.dom, double.dom);
  on(dom, "submit", (event) => event.preventDefault());

  /** @returns {Wish} */
  const wish = () => ({
    minutes: minutes.value() === UNSAID ? null : Number(minutes.value()),
    double: Number(double.value()),
  });

  return { dom, wish };
}
