import { hasVoted } from "../../ballot.js";
import { busy } from "../../components/form.js";
import { createPoster, icon } from "../../components/picture.js";
import { attr, elt, facts, on } from "../../dom.js";
import { runtime } from "../../format.js";
import { at } from "../../root.js";
import { filmPath } from "../../router.js";
import { filmOf, memberOf } from "../../state.js";
import { roomLeft } from "../../knowing.js";
import { say } from "../../words/say.js";
import { hitRemark } from "./remark.js";

/** @param {Hit} hit */
const factsOf = ({ year, directors, runtime_minutes }) => [
  year,
  directors.join(", "),
  runtime_minutes && runtime(runtime_minutes),
];

/**
 * A film that the server knows, as a search would find it.
 * @param {Film} film
 * @param {Pick<Hit, "state" | "proposal_id" | "watched_at" | "wish_count">} standing
 * @returns {Hit}
 */
export const hitOf = (film, { state, proposal_id, watched_at, wish_count }) => ({
  film_id: film.id,
  imdb_id: film.imdb_id ?? "",
  title: film.title,
  year: film.year,
  directors: film.directors,
  runtime_minutes: film.runtime_minutes,
  poster: film.poster,
  state,
  proposal_id,
  watched_at,
  wish_count,
});

/** @typedef {{propose: (hit: Hit) => Promise<void>, vote: (id: number) => void}} HitVerbs */

/**
 * One film that was found, and what can be done with it: propose it, vote for it, or see it where
 * that is done already.
 * @param {Hit} hit
 * @param {HitVerbs} verbs
 * @param {{remark?: Node | string, button?: Node | string}} [more] what else is said of it, and can be done
 */
export function createHit(hit, { propose, vote }, { remark = "", button = "" } = {}) {
  const id = hit.state === "open" ? hit.proposal_id : null;
  const verbs = id === null ? createProposing(hit, propose) : createVoting(hit, id, vote);
  const poster = createPoster({ sizes: "56px", eager: true });
  poster.sync(hit);
  const words = createWords(hit, id, remark);
  const row = elt("div", { class: "hit-verbs" }, ...verbs.nodes, button);
  const dom = elt("li", { class: "hit" }, poster.dom, words.dom, row);

  /** @param {State} state */
  function sync(state) {
    const isFull = roomLeft(state)?.left === 0;
    words.sync(isFull);
    verbs.sync(state, isFull);
  }

  return { dom, sync };
}

/** @param {Hit} hit */
export const nameOf = ({ title, imdb_id }) => title ?? imdb_id;

/** @param {Hit} hit @param {number | null} id @param {Node | string} more */
function createWords(hit, id, more) {
  const title =
    id === null
      ? elt("span", { class: "hit-title", dir: "auto" }, nameOf(hit))
      : elt("a", { class: "hit-title", dir: "auto", href: at(filmPath(id)) }, nameOf(hit));
  const row = elt("span", { class: "facts hit-facts" });
  facts(row, factsOf(hit));
  const remark = elt("span", { class: "hit-remark" });
  const dom = elt("div", { class: "hit-text" }, title, row, remark, more);

  /** @param {boolean} isFull */
  function sync(isFull) {
    const words = hitRemark(hit, Date.now(), !isFull);
    attr(remark, "hidden", words === "");
    if (remark.textContent !== words) remark.textContent = words;
  }

  return { dom, sync };
}

/** @param {Hit} hit @param {HitVerbs['propose']} propose */
function createProposing(hit, propose) {
  const button = elt(
    "button",
    {
      class: "button button-plain hit-verb",
      type: "button",
      "aria-label": say("hit.propose-it", { title: nameOf(hit) }),
    },
    say("hit.propose"),
  );
  on(button, "click", () => busy(button, () => propose(hit)));
  /** @type {(state: State, isFull: boolean) => void} */
  const sync = (_, isFull) => attr(button, "hidden", isFull);
  return { nodes: [button], sync };
}

/** @param {Hit} hit @param {number} id @param {HitVerbs['vote']} vote */
function createVoting(hit, id, vote) {
  const button = elt(
    "button",
    {
      class: "button button-primary hit-verb",
      type: "button",
      "aria-label": say("hit.vote-for", { title: nameOf(hit) }),
    },
    say("hit.vote"),
  );
  const done = elt(
    "a",
    {
      class: "button hit-verb hit-done",
      href: at(filmPath(id)),
      "aria-label": say("hit.voted-for", { title: nameOf(hit) }),
    },
    icon("check"),
    say("hit.voted"),
  );
  on(button, "click", () => vote(id));

  /** What takes the other's place has its focus, too. @param {State} state */
  function sync(state) {
    const isDone = isVoted(state, id);
    const [shown, hidden] = isDone ? [done, button] : [button, done];
    const hadFocus = document.activeElement === hidden;
    attr(shown, "hidden", null);
    if (hadFocus) shown.focus({ preventScroll: true });
    attr(hidden, "hidden", true);
  }

  return { nodes: [button, done], sync };
}

/** A film that was put up a moment ago may not be on the list yet. @param {State} state @param {number} id */
function isVoted(state, id) {
  const proposal = filmOf(state, id);
  return proposal ? hasVoted(proposal, memberOf(state)) : state.ballot.get(id)?.voted === true;
}
