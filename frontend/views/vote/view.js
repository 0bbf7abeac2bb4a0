import { createNotice } from "../../components/notice.js";
import { attr, elt, line } from "../../dom.js";
import { glide } from "../../motion.js";
import { at } from "../../root.js";
import { films, letters, memberOf } from "../../state.js";
import { leaders } from "../../tally.js";
import { explainList, standing } from "../../errors.js";
import { say } from "../../words/say.js";
import { createBar } from "./bar.js";
import { createGrid } from "./grid.js";
import { createPlace } from "./place.js";
import { createStage } from "./stage.js";

const GHOSTS = 12;
/** A list that is no longer than this asks for more. */
const FEW = 5;

/**
 * @param {Verbs} verbs
 * @param {View} tonight stands on top
 * @returns {View & {mayBecome(state: State, next: State): boolean}}
 */
export function createVoteView(verbs, tonight) {
  const { dispatch, toggle } = verbs;
  const bar = createBar(dispatch, renew, verbs.page);
  const lists = createLists(toggle);
  const ghosts = createGhosts();
  const strip = elt("p", { class: "strip", role: "status", hidden: true });
  const notice = createNotice();
  const parts = [bar.dom, ghosts, lists.dom, notice.dom, strip];
  const room = elt("section", { class: "vote" }, ...parts);
  const dom = elt("div", {}, tonight.dom, room);
  const place = createPlace(room, bar.dom);
  /** @type {State | null} */
  let last = null;

  /** The reader asks for the order as it is by now. */
  function renew() {
    const isFocused = document.activeElement?.matches(".pill") ?? false;
    dispatch({ type: "settled" });
    dispatch({ type: "spoken", text: say("order.renewed") });
    if (isFocused) place.focus();
  }

  /** @param {State} state */
  function show(state) {
    tonight.sync(state);
    bar.sync(state);
    lists.sync(state);
    line(strip, standing(state));
    attr(ghosts, "hidden", state.open !== null || state.trouble !== null);
    notice.sync(emptiness(state, verbs));
    notice.dom.classList.toggle("notice-grand", state.open?.length === 0);
  }

  /** @param {State} state */
  function sync(state) {
    const before = last;
    last = state;
    if (before && isSame(state, before)) return;
    const isAsked = before && ASKED.some((key) => state[key] !== before[key]);
    if (!isAsked) place.hold(() => show(state));
    else place.toStart(() => show(state));
  }

  return { dom, sync, mayBecome: place.mayBecome };
}

/** What the reader changes, to see the list from its start. @type {(keyof State)[]} */
const ASKED = ["list", "sort", "filter", "only"];

/** What is said in passing changes nothing here: to find that out by measuring costs a layout. */
const PASSING = new Set(["spoken", "toasts"]);

/** @param {State} state @param {State} before */
const isSame = (state, before) =>
  /** @type {(keyof State)[]} */ (Object.keys(state)).every(
    (key) => PASSING.has(key) || state[key] === before[key],
  );

/** Keeps the room of the stage and of the first cards. */
function createGhosts() {
  const ghosts = Array.from({ length: GHOSTS }, () => elt("div", { class: "ghost" }));
  const lead = elt("div", { class: "ghost-lead" });
  return elt("div", { "aria-hidden": "true" }, lead, elt("div", { class: "cards" }, ...ghosts));
}

/** The place of a film that is missing. */
const createSeat = () =>
  elt(
    "p",
    { class: "seat" },
    say("seat.question"),
    elt("a", { class: "button button-primary", href: at("/propose") }, say("seat.propose")),
  );

/** What stands beside the films: the way to suggestions, and the place of one that is missing. */
function createBeside() {
  const next = elt("a", { class: "next-way", href: at("/next") }, say("title.next"));
  const seat = createSeat();

  /** @param {number} count of the whole list; 0: it is not shown @param {boolean} isUnvoted */
  function sync(count, isUnvoted) {
    attr(next, "hidden", count === 0 || isUnvoted);
    attr(seat, "hidden", count === 0 || count > FEW);
  }

  return { next, seat, sync };
}

/**
 * The stage, the grid, and what stands beside a few films.
 * @param {(id: number) => void} toggle
 */
function createLists(toggle) {
  const stage = createStage(toggle);
  const grid = createGrid(toggle);
  const { next, seat, sync: syncBeside } = createBeside();
  const dom = elt("div", { id: "films", tabindex: -1 }, stage.dom, next, grid.dom, seat);
  /** @type {Pick<State, "shown" | "staged">} */
  let last = { shown: [], staged: 0 };

  /** @param {State} state @param {boolean} isUnvoted */
  function rearrange(state, isUnvoted) {
    const { shown, staged, list, filter, only } = state;
    const isWhole = list === "all" && !filter && !only;
    stage.arrange(shown.slice(0, staged), isWhole && isUnvoted && shown.length > 1);
    grid.arrange(shown.slice(staged));
    syncBeside(isWhole ? shown.length : 0, isUnvoted);
  }

  /** @param {State} state @param {boolean} isUnvoted */
  function arrange(state, isUnvoted) {
    if (last.shown === state.shown && last.staged === state.staged) return;
    last = state;
    const focused = document.activeElement;
    const card = focused?.closest(".card");
    const moving = [...stage.parts.values(), ...grid.parts.values()].map((part) => part.dom);
    glide(moving, () => rearrange(state, isUnvoted));
    if (focused && card && !focused.isConnected) refocus(card, focused);
  }

  /** @param {State} state */
  function sync(state) {
    const current = films(state);
    const leading = leaders(current);
    arrange(state, leading.size === 0);
    stage.sync(leading);
    const context = {
      member: memberOf(state),
      letters: letters(state),
      leading,
      isOnly: current.length === 1,
    };
    for (const proposal of current) {
      stage.parts.get(proposal.id)?.sync(proposal, context);
      grid.parts.get(proposal.id)?.sync(proposal, context);
    }
  }

  return { dom, sync };
}

/**
 * A card that comes to the stage, or leaves it, is made anew: the focus goes on to its like.
 * @param {Element} card
 * @param {Element} focused
 */
function refocus({ id }, focused) {
  const like = focused.matches(".ticket") ? ".ticket" : "a";
  const heir = document.getElementById(id)?.querySelector(like);
  if (heir instanceof HTMLElement) heir.focus({ preventScroll: true });
}

/**
 * What to say where there are no cards.
 * @param {State} state
 * @param {Verbs} verbs
 * @returns {Message | null}
 */
function emptiness(state, { dispatch, retry }) {
  if (state.open === null) {
    if (!state.trouble) return null;
    return { ...explainList(state.trouble), action: { label: say("try-again"), run: retry } };
  }
  if (state.open.length === 0) return proposeOne("none");
  if (state.shown.length > 0) return null;
  const isAsked = Boolean(state.filter || state.only);
  if (!isAsked && state.list === "mine") return proposeOne("mine");
  const all = () => {
    dispatch({ type: "filtered", filter: "", finds: null, only: null });
    dispatch({ type: "picked", list: "all" });
  };
  const action = { label: say("empty.show-all"), run: all };
  if (!isAsked) return { title: say("empty.voted"), next: say("empty.voted-next"), action };
  return {
    title: say("empty.unmatched", { filter: state.filter || (state.only?.label ?? "") }),
    next: state.filter && say("empty.unmatched-next"),
    action,
  };
}

/** @param {"none" | "mine"} what is missing @returns {Message} */
const proposeOne = (what) => ({
  title: say(`empty.${what}`),
  next: say(`empty.${what}-next`),
  action: { label: say("propose.film"), href: at("/propose") },
});
