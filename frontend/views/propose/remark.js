import { age } from "../../telling.js";
import { say } from "../../words/say.js";

/**
 * What the club did with a film that a search has found.
 * @param {Hit} hit
 * @param {number} now
 * @param {boolean} [mayPropose]
 */
export function hitRemark({ title, state, watched_at: watched }, now, mayPropose = true) {
  if (state === "open") return say("hit.up");
  if (!title) return say(mayPropose ? "hit.unknown-propose" : "hit.unknown");
  return watched ? say("hit.watched", { when: age(watched, now) }) : "";
}
