import { elt } from "../../dom.js";
import { isCalm } from "../../motion.js";
import { say } from "../../words/say.js";

/** ms */
const CLOSING = 1_100;
const SHUT = 1_300;
const OPENING = 2_200;
/** How far each half moves to be out of sight, in percent of its width. */
const AWAY = 104;

const SIDES = /** @type {const} */ (["left", "right"]);

/** @param {HTMLElement} half @param {-1 | 1} way @param {[number, number]} fromTo @param {number} duration */
const draw = (half, way, fromTo, duration) =>
  half.animate(
    fromTo.map((part) => ({ transform: `translateX(${way * part}%)` })),
    { duration, easing: "cubic-bezier(0.6, 0, 0.3, 1)", fill: "forwards" },
  ).finished;

/** The curtain: it closes, the picture behind it changes, and it opens again. */
export function createCurtain() {
  const [left, right] = SIDES.map((side) =>
    elt("div", { class: `night-curtain night-curtain-${side}` }),
  );
  const word = elt("p", { class: "curtain-word" }, say("tonight"));
  const about = { class: "curtain", "aria-hidden": "true", hidden: true };
  const dom = elt("div", about, left, right, word);
  /** Counts its moves: a new one ends the one before. */
  let round = 0;

  /** @param {number} from @param {number} to @param {number} duration */
  const move = (from, to, duration) =>
    Promise.all([draw(left, -1, [from, to], duration), draw(right, 1, [from, to], duration)]);

  const light = () =>
    word.animate([{ opacity: 0 }, { opacity: 1, offset: 0.3 }, {}, { opacity: 0 }], SHUT).finished;

  /** @param {() => void} change @param {boolean} isShut from the start: there is nothing to hide yet */
  async function play(change, isShut) {
    const mine = (round += 1);
    const steps = [() => move(AWAY, 0, isShut ? 0 : CLOSING), light, () => move(0, AWAY, OPENING)];
    dom.hidden = isCalm();
    if (isCalm()) change();
    else
      for (const [at, step] of steps.entries()) {
        await step();
        if (mine !== round) return;
        if (at === 0) change();
      }
    dom.hidden = true;
  }

  function stop() {
    round += 1;
    dom.hidden = true;
  }

  return { dom, play, stop };
}
