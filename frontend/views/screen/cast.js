// Which films the big screen shows, and how large.
import { films } from "../../state.js";
import { leaders, ordered } from "../../tally.js";

/** At most so many leaders stand side by side. If more are level, the screen only counts them. */
const LEADS = 3;
/** How many other films have room if none, one, two or three lead. */
const ROOM = [10, 4, 4, 0];

/**
 * @typedef {object} Cast
 * @property {readonly Proposal[]} leads with the most votes, at most three; none while nobody has voted
 * @property {readonly Proposal[]} others those after them
 * @property {number} level how many lead
 */

/** Sorted by the votes right now: nobody's finger is on a film, so films may move. @param {State} state @returns {Cast} */
export function castOf(state) {
  const running = ordered(films(state), "votes").filter(({ tonight }) => !tonight);
  const leading = leaders(running);
  const leads = running.filter(({ id }) => leading.has(id)).slice(0, LEADS);
  const others = running.filter(({ id }) => !leading.has(id)).slice(0, ROOM[leads.length]);
  return { leads, others, level: leading.size };
}
