import { createModal } from "../../components/modal.js";
import { attr, elt, on } from "../../dom.js";

/** ms without a touch after which a ballot is hidden again, and a round is over. */
const PATIENCE = { ballot: 90_000, cover: 300_000, over: 20_000 };
const TOUCHES = ["pointerdown", "keydown", "scroll"];

/** @typedef {keyof typeof PATIENCE} Step */
/** @typedef {{dom: HTMLElement, focus(): void}} Part */

/** Waits until nobody has touched the tablet for a while. @param {HTMLElement} dom @param {() => void} run */
function createPatience(dom, run) {
  let timer = 0;
  let span = 0;

  /** @param {number} [next] ms; 0: for nothing */
  function wait(next = span) {
    clearTimeout(timer);
    span = next;
    if (span > 0) timer = window.setTimeout(run, span);
  }

  for (const type of TOUCHES) dom.addEventListener(type, () => wait(), { capture: true });
  return wait;
}

/**
 * The steps of a round, one of them at a time before all of the page.
 * @param {Record<Step, Part>} parts
 * @param {() => void} giveUp nobody goes on, or somebody wants out
 * @param {() => void} changed another step is seen
 */
export function createSteps(parts, giveUp, changed) {
  const all = /** @type {[Step, Part][]} */ (Object.entries(parts));
  const dom = elt("dialog", { class: "turns" }, ...all.map(([, part]) => part.dom));
  const modal = createModal(dom);
  const wait = createPatience(dom, giveUp);
  /** @type {Step | null} null: there is no round */
  let now = null;

  /** @param {Step} step */
  function go(step) {
    if (now === null) modal.open();
    now = step;
    for (const [name, part] of all) attr(part.dom, "hidden", name !== step);
    attr(dom, "aria-labelledby", `turn-${step}`);
    dom.scrollTop = 0;
    parts[step].focus();
    wait(PATIENCE[step]);
    changed();
  }

  function end() {
    now = null;
    wait(0);
    modal.close();
  }

  on(dom, "cancel", (event) => {
    event.preventDefault();
    giveUp();
  });
  document.body.append(dom);
  return { go, end, stay: () => wait(), now: () => now };
}
