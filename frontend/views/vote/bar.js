import { icon } from "../../components/picture.js";
import { attr, elt, fact, on, text } from "../../dom.js";
import { toTop } from "../../motion.js";
import { SORTS } from "../../tally.js";
import { inList, isBehind, memberOf, ownCount, wanted } from "../../state.js";
import { say, sayWith } from "../../words/say.js";

/** @type {readonly List[]} */
const LISTS = ["all", "unvoted", "mine"];

/**
 * What stays in sight over the list: which films, how many, in what order.
 * @param {Dispatch} dispatch
 * @param {() => void} renew brings the list in order
 * @param {Page} page
 */
export function createBar(dispatch, renew, page) {
  const lists = createLists(dispatch, () => {
    renew();
    toTop();
  });
  const tally = createTally();
  const find = createFind(dispatch, page);
  const order = createOrder(dispatch);
  const pill = createPill(renew);
  const parts = [lists, tally, find, order];
  const line = elt("div", { class: "bar-line" }, ...parts.map((part) => part.dom));
  const dom = elt("div", { class: "bar" }, line, pill.dom);
  for (const type of ["pointerover", "focusin"]) on(dom, type, find.ahead);

  /** @param {State} state */
  function sync(state) {
    for (const part of [...parts, pill]) part.sync(state);
    attr(find.dom, "hidden", !state.open?.length);
    attr(order.dom, "hidden", !state.open?.length);
    line.classList.toggle("is-finding", find.isOpen());
    line.classList.toggle("is-counted", memberOf(state) !== null && Boolean(state.open?.length));
  }

  return { dom, sync };
}

/**
 * All, those without the reader's vote, and the reader's own.
 * @param {Dispatch} dispatch
 * @param {() => void} again what the list does that is shown already
 */
function createLists(dispatch, again) {
  let current = "all";
  const counts = new Map();
  const dom = elt("div", { class: "lists", role: "group", "aria-label": say("bar.which") });
  for (const list of LISTS) {
    const count = elt("span", { class: "list-count" });
    const word = elt("span", { class: "list-word" }, say(`bar.${list}`));
    const button = elt("button", { class: "list", type: "button" }, word, " ", count);
    on(button, "click", () => {
      if (current === list) again();
      else dispatch({ type: "picked", list });
    });
    counts.set(list, { button, count });
    dom.append(button);
  }

  /** @param {State} state */
  function sync(state) {
    current = state.list;
    attr(dom, "hidden", memberOf(state) === null || !state.open?.length);
    for (const [list, { button, count }] of counts) {
      attr(button, "aria-current", list === current && "true");
      text(count, String(inList(state, list).length));
    }
  }

  return { dom, sync };
}

/** "44 films up for a vote · You’ve proposed 3 of 10". */
function createTally() {
  const count = elt("strong");
  const mine = elt("strong");
  const own = fact(false, ...sayWith("bar.proposed", { share: mine }));
  const dom = elt(
    "h1",
    { class: "facts tally" },
    fact(true, ...sayWith("bar.tally", { films: count })),
    " ",
    own,
  );

  /** @param {State} state */
  function sync(state) {
    dom.classList.toggle("is-awaited", state.open === null && state.trouble === null);
    dom.classList.toggle(
      "visually-hidden",
      state.open ? state.open.length === 0 : state.trouble !== null,
    );
    text(count, say("films", { count: state.open?.length ?? 0 }));
    attr(own, "hidden", memberOf(state) === null);
    own.classList.toggle("is-awaited", state.me === null);
    const limit = state.me?.proposal_limit ?? 0;
    text(mine, say("bar.share", { used: ownCount(state), limit }));
  }

  return { dom, sync };
}

const loadFinding = () => import("../../finding.js");

const createFilter = () =>
  elt("input", {
    id: "filter",
    type: "search",
    dir: "auto",
    placeholder: say("bar.filter"),
    "aria-label": say("bar.filter-films"),
    autocomplete: "off",
    enterkeyhint: "search",
  });

/**
 * A field that is always there where there is room, and behind a button on a phone.
 * @param {Dispatch} dispatch
 * @param {Page} page
 */
function createFind(dispatch, page) {
  let isOpened = false;
  let isAsked = false;
  let shown = "";
  const input = createFilter();
  const said = elt("span", { class: "find-count", role: "status" });
  const open = createButton("find-open", say("bar.open-filter"), "search");
  const close = createButton("find-close", say("bar.clear-filter"), "close");
  const only = createOnly(page);
  const field = elt("div", { class: "find-field" }, input, said, close);
  const dom = elt("div", { class: "find" }, open, field, only.dom);

  function end() {
    isOpened = false;
    input.value = "";
    dispatch({ type: "filtered", filter: "", finds: null, only: null });
    open.focus();
    if (document.activeElement !== open) input.focus();
  }

  on(open, "click", () => {
    isOpened = true;
    dom.parentElement?.classList.add("is-finding");
    input.focus();
  });
  on(close, "click", end);
  on(input, "input", () => find(input, page).catch(() => {})); // the next letter tries again
  on(input, "keydown", ({ key }) => key === "Escape" && end());

  /** @param {State} state */
  function sync(state) {
    isAsked = Boolean(state.filter || state.only);
    if (state.filter !== shown && input.value.trim() !== state.filter) input.value = state.filter;
    shown = state.filter;
    only.sync(state);
    text(said, isAsked ? found(state) : "");
    attr(input, "placeholder", state.only?.label ?? say("bar.filter"));
    attr(close, "hidden", !isAsked && !isOpened);
  }

  const isOpen = () => isOpened || isAsked || input.value !== "";
  return { dom, sync, isOpen, ahead: only.ahead };
}

/** @param {HTMLInputElement} input @param {Page} page */
async function find(input, { state, dispatch }) {
  const { finderOf } = await loadFinding();
  const filter = input.value.trim();
  const finds = filter ? finderOf(filter) : null;
  dispatch({ type: "filtered", filter, finds, only: state().only });
}

/** What else can be asked of a film comes once somebody touches the bar. @param {Page} page */
function createOnly(page) {
  const dom = elt("div", { class: "order only" }, icon("only"));
  /** @type {Promise<unknown> | null} */
  let coming = null;
  /** @type {(state: State) => void} */
  let sync = () => {};

  async function load() {
    const [{ createChoice }] = await Promise.all([import("./only.js"), loadFinding()]);
    sync = await createChoice(page, dom);
  }

  /** Where it does not come, the next touch tries again. */
  function ahead() {
    coming = coming ?? load().catch(() => (coming = null));
  }

  return { dom, ahead, sync: (/** @type {State} */ state) => sync(state) };
}

/** @param {State} state */
const found = (state) =>
  say("bar.found", { count: wanted(state).shown.length, all: inList(state, state.list).length });

/** @param {string} name @param {string} label @param {Parameters<typeof icon>[0]} picture */
const createButton = (name, label, picture) =>
  elt("button", { class: `round ${name}`, type: "button", "aria-label": label }, icon(picture));

/** @param {Dispatch} dispatch */
function createOrder(dispatch) {
  const options = SORTS.map((value) => elt("option", { value }, say(`sort.${value}`)));
  const sort = elt("select", { id: "sort", "aria-label": say("bar.sort") }, ...options);
  on(sort, "change", () => dispatch({ type: "sorted", sort: /** @type {any} */ (sort.value) }));
  const dom = elt("div", { class: "order sort" }, icon("sort"), sort);

  /** @param {State} state */
  function sync(state) {
    if (sort.value !== state.sort) sort.value = state.sort;
  }

  return { dom, sync };
}

/** Offers the order that the list would have by now. @param {() => void} renew */
function createPill(renew) {
  const button = elt("button", { class: "pill", type: "button" }, icon("sort"), say("order.new"));
  const dom = elt("div", { class: "pill-place", role: "status" });
  on(button, "click", renew);

  /** @param {State} state */
  function sync(state) {
    const isShown = state.isOffered && isBehind(state);
    if (isShown === dom.contains(button)) return;
    if (isShown) dom.append(button);
    else button.remove();
  }

  return { dom, sync };
}
