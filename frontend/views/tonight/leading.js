import { elt } from "../../dom.js";
import { films } from "../../state.js";
import { leaders, ordered, titleOf } from "../../tally.js";
import { say, sayWith } from "../../words/say.js";

const NAMED = 3;

/** The films with the most votes, by title. @param {State} state */
export function leading(state) {
  const ids = leaders(films(state));
  return ordered(films(state), "title").filter(({ id }) => ids.has(id));
}

/** @param {readonly Proposal[]} level */
function namesOf(level) {
  const named = level.length > NAMED ? level.slice(0, NAMED - 1) : level;
  const last = named.length === level.length ? level.length - 1 : -1;
  const glue = (/** @type {number} */ at) => say(at === last ? "names.and" : "names.comma");
  const names = named.flatMap((film, at) => [at > 0 && glue(at), elt("bdi", {}, titleOf(film))]);
  const list = elt("strong", {}, ...names);
  if (last > 0 || level.length === 1) return list;
  const span = elt("span", {});
  span.append(...sayWith("tonight.more", { films: list, count: level.length - named.length }));
  return span;
}

/**
 * "Charade and Metropolis are level with 9 votes."
 * @param {readonly Proposal[]} level
 * @returns {(Node | string)[]}
 */
export function standing(level) {
  if (level.length === 0) return [say("tonight.no-votes")];
  const votes = say("votes", { count: level[0].vote_count });
  const key = level.length === 1 ? "tonight.leads" : "tonight.level";
  return sayWith(key, { films: namesOf(level), votes });
}
