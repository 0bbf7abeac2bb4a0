// Which films the big screen shows, and how large.
import { films } from "../../state.js";
import { leaders, ordered } from "../../tally.js";

/** So many that are level stand side by side; the others are only counted. */
const LEADS = 3;
/** How many films have room beside none, one, two and three that lead. */
const ROOM = [10, 4, 4, 0];

/**
 * @typedef {object} Cast
 * @property {readonly Proposal[]} leads with the most votes, at most three; none while nobody has voted
 * @property {readonly Proposal[]} others those after them
 * @property {number} level how many lead
 */

/** By their votes as they are now: nobody's finger is on it. @param {State} state @returns {Cast} */
export function castOf(state) {
  const running = ordered(films(state), "votes").filter(({ tonight }) => !tonight);
  const leading = leaders(running);
  const leads = running.filter(({ id }) => leading.has(id)).slice(0, LEADS);
  const others = running.filter(({ id }) => !leading.has(id)).slice(0, ROOM[leads.length]);
  return { leads, others, level: leading.size };
}
