import { say } from "./words/say.js";

/** To read it, and to find the button by keyboard as well. */
const DECIDING_TIME = 20_000;
/** Who is at it, by hand or by keyboard, has all the time. */
const IN_USE = ".toasts:hover, .toasts:focus-within";
const MOMENT = 2_000;

/**
 * Says what has been done, with a button that undoes it.
 * @param {Page} page
 * @param {string} text
 * @param {() => void} run
 */
export const offerUndo = (page, text, run) => offer(page, text, { label: say("toast.undo"), run });

/**
 * Says something, with a button to go on with.
 * @param {Page} page
 * @param {string} text
 * @param {NonNullable<Toast["action"]>} action
 */
export function offer({ dispatch, moment }, text, action) {
  const id = moment();
  dispatch({ type: "toast", toast: { id, text, tone: "news", action } });
  const end = () => {
    if (document.querySelector(IN_USE)) setTimeout(end, MOMENT);
    else dispatch({ type: "toast-gone", id });
  };
  setTimeout(end, DECIDING_TIME);
}
