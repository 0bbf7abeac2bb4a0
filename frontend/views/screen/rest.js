// What a screen needs to stay on for a whole evening.
import { onTouch } from "../../motion.js";

/** ms */
const MINUTE = 60_000;
/** After this long (ms) without a touch, pointer and buttons hide. */
const STILL = 4_000;
/** Minutes without anything new after which the picture gets darker. */
const QUIET = 20;
/** Where the picture stands, minute by minute, in hundredths of the screen's width. */
const DRIFT = [
  [0, 0],
  [0.4, 0.2],
  [0.6, 0],
  [0.4, -0.2],
  [0, -0.3],
  [-0.4, -0.2],
  [-0.6, 0],
  [-0.4, 0.2],
];

/** Keeps the screen on, where the browser can. */
function createWake() {
  /** @type {WakeLockSentinel | null} */
  let lock = null;

  /** A page that was hidden has lost it. */
  async function take() {
    if (document.hidden || !("wakeLock" in navigator)) return;
    try {
      lock = await navigator.wakeLock.request("screen");
    } catch {
      // The device may say no, for example when its battery is low.
    }
  }

  function start() {
    document.addEventListener("visibilitychange", take);
    take();
  }

  function stop() {
    document.removeEventListener("visibilitychange", take);
    lock?.release().catch(() => {});
    lock = null;
  }

  return { start, stop };
}

/** Shows the pointer and the buttons while a hand is there. @param {HTMLElement} dom */
function createHand(dom) {
  let timer = 0;

  const leave = () => dom.classList.add("is-still");

  function touch() {
    clearTimeout(timer);
    dom.classList.remove("is-still");
    timer = window.setTimeout(leave, STILL);
  }

  return { touch, stop: () => clearTimeout(timer) };
}

/** Once the remote is put away, nothing in the picture stays marked. @param {HTMLElement} dom */
function forgetFocus(dom) {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && dom.contains(activeElement)) activeElement.blur();
}

/**
 * Keeps the screen awake, and its picture from burning in: it drifts by a few dots every minute, and gets
 * darker when nothing has happened for long.
 * @param {HTMLElement} dom
 * @param {HTMLElement} picture what drifts
 * @param {() => void} tick every minute
 */
export function createRest(dom, picture, tick) {
  const wake = createWake();
  const hand = createHand(dom);
  let timer = 0;
  let minutes = 0;
  let quiet = 0;
  let letGo = () => {};

  function pass() {
    minutes += 1;
    quiet += 1;
    const [x, y] = DRIFT[minutes % DRIFT.length];
    picture.style.transform = `translate(${x}vw, ${y}vw)`;
    dom.classList.toggle("is-dim", quiet >= QUIET);
    if (quiet > 1) forgetFocus(dom);
    tick();
  }

  /** Something is new. */
  function stir() {
    quiet = 0;
    dom.classList.remove("is-dim");
  }

  function touch() {
    stir();
    hand.touch();
  }

  function start() {
    wake.start();
    touch();
    timer = window.setInterval(pass, MINUTE);
    letGo = onTouch(document, touch);
  }

  function stop() {
    wake.stop();
    hand.stop();
    clearInterval(timer);
    letGo();
  }

  return { start, stop, stir };
}
