import { attr } from "../dom.js";
import { placeOf } from "../places.js";

/** Whether the vote page is seen there, or lies under a sheet. @param {Route} route */
export function isOnVotePage({ name }) {
  const { as, over } = placeOf(name);
  return name === "vote" || (as === "sheet" && !over);
}

/** Those that want to be seen, in the order in which they came. @type {readonly HTMLElement[]} */
let wanting = [];

const sizes = new ResizeObserver(() => {
  const height = Math.max(0, ...wanting.map((each) => each.offsetHeight));
  document.documentElement.style.setProperty("--corner", `${height}px`);
});

/**
 * A card that lies over the end of the vote page, where it moves nothing: one at a time, so that none
 * lies over another. It wants /styles/corner.css, and the class "corner".
 * @param {HTMLElement} dom
 * @param {boolean} isWanted
 */
export function lieInCorner(dom, isWanted) {
  sizes.observe(dom);
  if (isWanted !== wanting.includes(dom))
    wanting = isWanted ? [...wanting, dom] : wanting.filter((each) => each !== dom);
  for (const each of [dom, ...wanting]) attr(each, "hidden", each !== wanting[0]);
  document.documentElement.classList.toggle("has-corner", wanting.length > 0);
}
