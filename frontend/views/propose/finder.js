import { ApiError } from "../../api.js";
import { createNotice } from "../../components/notice.js";
import { createWish } from "../../components/wish.js";
import { attr, elt } from "../../dom.js";
import { createSearch, nothingSought } from "./search.js";
import { films } from "../../state.js";
import { roomLeft } from "../../knowing.js";
import { explain } from "../../errors.js";
import { say } from "../../words/say.js";
import { propose } from "./actions.js";
import { createPitchField } from "../film/pitch.js";
import { createByHand } from "./by_hand.js";
import { createHit, nameOf } from "./hit.js";
import { upByHand } from "./offer.js";
import { createResults } from "./results.js";
import { createSeek } from "./seek.js";

/**
 * The field, what it finds, and the way around it.
 * @param {Verbs} verbs
 */
export function createFinder({ page, vote, retry }) {
  const search = createSearch(withOwn(() => films(page.state()), show));
  const { input, form } = createSeek("seek", search.type);
  const why = createWhy();
  const put = (/** @type {NewFilm} */ film) => propose(page, { ...film, note: why.note() });
  const failure = createNotice();
  const putHit = (/** @type {Hit} */ { imdb_id }) => put({ imdb_id }).catch(refused);
  const verbs = { vote, propose: putHit };
  const results = createResults(input, (hit) => createHit(hit, verbs, wishOf(page, hit)));
  const byHand = createByHand({ propose: put, vote });
  const dom = elt("div", {}, form, failure.dom, why.dom, results.dom, byHand.dom);
  let isFull = false;

  /** Another window may have used the last of the room. @param {unknown} error */
  function refused(error) {
    if (!(error instanceof ApiError)) throw error;
    failure.sync(explain(error));
    failure.dom.scrollIntoView({ block: "nearest" });
    if (error.slug === "proposal-limit") retry();
  }

  /** @param {Found} found */
  function show(found) {
    attr(form, "aria-busy", found.busy ? "true" : null);
    failure.sync(messageOf(found, isFull));
    attr(why.dom, "hidden", isFull || found.query.length < 2);
    results.show(found);
    byHand.suggest(found);
  }

  /** @param {State} state */
  function sync(state) {
    isFull = roomLeft(state)?.left === 0;
    attr(byHand.dom, "hidden", isFull);
    results.sync(state);
    byHand.sync(state);
  }

  /** The same question, since the club's list has changed. */
  const again = () => search.type(input.value, { atOnce: true });

  function reset() {
    if (input.value !== "") search.type((input.value = ""));
    why.reset();
    byHand.reset();
  }

  show(nothingSought);
  return { dom, field: input, sync, again, reset };
}

/** On how many lists it is; and the way onto one's own, where it is not up already. @param {Page} page @param {Hit} hit */
function wishOf(page, hit) {
  const { remark, button, show } = createWish(page, "quiet");
  show(hit, nameOf(hit), hit.wish_count);
  return hit.state === "open" ? { remark } : { remark, button };
}

/** What goes with whatever is proposed. */
function createWhy() {
  const { dom, input, complain } = createPitchField("why");

  function reset() {
    input.value = "";
    complain(null);
  }

  return { dom, note: () => input.value.trim() || null, reset };
}

/**
 * The club's own films by hand come first; what was found stays until there is an answer.
 * @param {() => readonly Proposal[]} open
 * @param {(found: Found) => void} tell
 */
function withOwn(open, tell) {
  /** @type {readonly Hit[]} */
  let hits = [];
  return (/** @type {Found} */ found) => {
    const own = found.query.length > 1 ? upByHand(open(), found.query) : [];
    if (!found.busy) hits = [...own, ...found.hits];
    tell({ ...found, hits });
  };
}

/** @param {Found} found @param {boolean} isFull */
const messageOf = (found, isFull) =>
  found.trouble ? troubleOf(found.trouble, isFull) : shortfallOf(found, isFull);

/**
 * A search that nobody answers is no reason not to propose; without a connection nothing can be.
 * @param {ApiError} error
 * @param {boolean} isFull
 */
function troubleOf(error, isFull) {
  const isOwn = error.status > 0 && error.status < 500;
  if (isOwn || error.slug === "offline") return explain(error);
  const title = error.status ? say("seek.silent") : explain(error).title;
  return { title, next: say(isFull ? "seek.keep" : "seek.keep-or-hand") };
}

/** What is missing where no source of films answered. @param {Found} found @param {boolean} isFull */
function shortfallOf({ complete, hits }, isFull) {
  if (complete) return null;
  const title = say("seek.away");
  if (hits.length) return { title, next: say("seek.own") };
  return { title, next: say(isFull ? "seek.id" : "seek.id-or-hand") };
}
