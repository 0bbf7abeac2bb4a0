// DESIGN: up to five members sit at one browser, and each of its tabs acts for one of them. A tab names
// its member in every request (api.js), so that no change in another tab has it act for somebody else.
// Its seat follows from what it shows, and outlives a reload.
import { root } from "./root.js";

/** Whoever was chosen last: the tab has shown nobody yet. */
export const ANYBODY = null;
/** The seat is gone, and others sit here: until somebody says who they are the tab is a visitor's. */
export const NOBODY = 0;

/** One site may have clubs at several paths. */
const KEY = `marquee.seat ${root}`;

/** @type {number | null} a member's id, or one of the two */
let seat = recallSeat();

function recallSeat() {
  try {
    const kept = sessionStorage.getItem(KEY);
    return kept === null ? ANYBODY : Number(kept);
  } catch {
    return ANYBODY;
  }
}

/** Whose requests these are. */
export const seatNow = () => seat;

let turn = 0;

/** Whose turn it is: another whenever the page passes to another reader, or to another session. */
export const turnNow = () => turn;

/** @param {number | null} next @param {number} [nextTurn] */
export function sit(next, nextTurn = turn) {
  turn = nextTurn;
  if (next === seat) return;
  seat = next;
  try {
    if (next === ANYBODY) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, String(next));
  } catch {
    // A reload asks for whoever was chosen last.
  }
}
