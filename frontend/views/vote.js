import { hasVoted } from "../ballot.js";
import { createPoster } from "../components/picture.js";
import { createNotice } from "../components/sheet.js";
import { createTicket, createVoters } from "../components/vote.js";
import { attr, elt, fact, facts, keyed, line, on, text } from "../dom.js";
import { plural, runtime } from "../format.js";
import { glide } from "../motion.js";
import { filmPath } from "../router.js";
import { films, letters, memberOf, ownCount } from "../state.js";
import { leaders, titleOf } from "../tally.js";
import { explain, oneLine } from "../words.js";

const GHOSTS = 12;
const SORTS = {
  votes: "Most votes",
  newest: "Newest",
  runtime: "Shortest",
  title: "A to Z",
};

/**
 * @param {Verbs} verbs
 * @returns {View}
 */
export function createVoteView(verbs) {
  const strip = elt("p", { class: "strip", role: "status", hidden: true });
  const head = createHead();
  const controls = createControls(verbs.dispatch);
  const bar = elt("div", { class: "vote-bar" }, head.dom, controls.dom);
  const ghosts = createGhosts();
  const cards = createCards(verbs.toggle);
  const notice = createNotice();
  const dom = elt("section", { class: "vote" }, strip, bar, ghosts, cards.dom, notice.dom);

  /** @param {State} state */
  function sync(state) {
    head.sync(state);
    controls.sync(state);
    cards.sync(state);
    line(strip, state.trouble && state.open ? oneLine(state.trouble) : null);
    attr(ghosts, "hidden", state.open !== null || state.trouble !== null);
    head.dom.classList.toggle("visually-hidden", state.open === null);
    attr(controls.dom, "hidden", state.open === null || state.open.length === 0);
    notice.sync(emptiness(state, verbs));
  }

  return { dom, sync };
}

/** Keeps the room of the first cards. */
function createGhosts() {
  const ghosts = Array.from({ length: GHOSTS }, () => elt("div", { class: "ghost" }));
  return elt("div", { class: "cards", "aria-hidden": "true" }, ...ghosts);
}

/** @param {(id: number) => void} toggle */
function createCards(toggle) {
  const dom = elt("ul", { class: "cards", "aria-label": "Films up for a vote" });
  /** @type {readonly number[]} */
  let shown = [];
  const cards = keyed(dom, (/** @type {number} */ id) => createCard(id, shown.indexOf(id), toggle));

  /** @param {readonly number[]} ids */
  function arrange(ids) {
    if (shown === ids) return;
    shown = ids;
    const moving = [...cards.parts.values()].map((card) => card.dom);
    glide(moving, () => cards.sync(shown));
  }

  /** @param {State} state */
  function sync(state) {
    arrange(state.shown);
    const current = films(state);
    const leading = leaders(current);
    const member = memberOf(state);
    const context = { member, letters: letters(state) };
    for (const proposal of current) {
      const isLeading = leading.has(proposal.id);
      cards.parts.get(proposal.id)?.sync(proposal, { ...context, isLeading });
    }
  }

  return { dom, sync };
}

/** "44 films up for a vote · 3 of yours in, 7 left to propose". */
function createHead() {
  const count = elt("strong");
  const mine = elt("strong");
  const left = elt("strong");
  const words = [mine, " of yours in, ", left, " left to propose"];
  const own = fact(false, ...words);
  const all = fact(true, count, " up for a vote");
  const dom = elt("h1", { class: "facts tally" }, all, " ", own);

  /** @param {State} state */
  function sync(state) {
    const used = ownCount(state);
    text(count, plural(state.open?.length ?? 0, "film"));
    attr(own, "hidden", memberOf(state) === null);
    own.classList.toggle("is-awaited", state.me === null);
    text(mine, String(used));
    text(left, String(Math.max(0, (state.me?.proposal_limit ?? 0) - used)));
  }

  return { dom, sync };
}

/** @param {Dispatch} dispatch */
function createControls(dispatch) {
  const filter = elt("input", {
    id: "filter",
    type: "search",
    placeholder: "Filter",
    "aria-label": "Filter the films",
    autocomplete: "off",
  });
  const options = Object.entries(SORTS).map(([value, label]) => elt("option", { value }, label));
  const sort = elt("select", { id: "sort", "aria-label": "Sort the films" }, ...options);
  on(filter, "input", () => dispatch({ type: "filtered", filter: filter.value.trim() }));
  on(sort, "change", () => dispatch({ type: "sorted", sort: /** @type {any} */ (sort.value) }));
  const dom = elt("div", { class: "controls" }, filter, sort);

  /** @param {State} state */
  function sync(state) {
    if (sort.value !== state.sort) sort.value = state.sort;
    if (filter.value.trim() !== state.filter) filter.value = state.filter;
  }

  return { dom, sync };
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
    return { ...explain(state.trouble), action: { label: "Try again", run: retry } };
  }
  if (state.open.length === 0) {
    return {
      title: "No film is up for a vote yet.",
      next: "Somebody has to begin: which one have you wanted to see for years?",
      action: { label: "Propose a film", href: "/propose" },
    };
  }
  if (state.shown.length > 0) return null;
  const clear = () => dispatch({ type: "filtered", filter: "" });
  return {
    title: `No film here fits “${state.filter}”.`,
    next: "Try fewer letters, or propose it.",
    action: { label: "Show all films", run: clear },
  };
}

/** What the grid makes of them: two columns on a phone (room.css). */
const SIZES =
  "(min-width: 1000px) 180px, (min-width: 600px) 22vw, (min-width: 520px) 30vw, calc(50vw - 28px)";
const ABOVE_THE_FOLD = 6;
const FIRST = 2;

/** @type {Partial<Record<Film['metadata']['state'], string>>} */
const UNTOLD = { pending: "Looking it up…", unknown: "No source knows it" };

/** @param {Film} film */
const factsOf = ({ title, year, runtime_minutes, metadata }) => [
  year,
  runtime_minutes && runtime(runtime_minutes),
  title === null && UNTOLD[metadata.state],
];

/**
 * One film on the vote page.
 * @param {number} id
 * @param {number} rank where it stands as it is made
 * @param {(id: number) => void} toggle
 */
export function createCard(id, rank, toggle) {
  const poster = createPoster({
    sizes: SIZES,
    eager: rank < ABOVE_THE_FOLD,
    first: rank < FIRST,
  });
  const link = elt("a", { class: "card-link", href: filmPath(id) });
  const line = elt("p", { class: "facts card-facts" });
  const leading = elt("p", { class: "card-leading" }, "Leading");
  const voters = createVoters();
  const ticket = createTicket(toggle);
  const dom = elt(
    "li",
    { class: "card", id: `film-${id}` },
    elt("div", { class: "card-frame" }, poster.dom, leading),
    elt("h2", { class: "card-title" }, link),
    line,
    elt("div", { class: "card-foot" }, voters.dom, ticket.dom),
  );

  /**
   * @param {Proposal} proposal
   * @param {{member: Member | null, isLeading: boolean, letters: Map<string, string>}} context
   */
  function sync(proposal, { member, isLeading, letters }) {
    poster.sync(proposal.film);
    text(link, titleOf(proposal));
    facts(line, factsOf(proposal.film));
    dom.classList.toggle("is-leading", isLeading);
    attr(leading, "hidden", !isLeading);
    voters.sync(proposal.voters ?? [], member, letters);
    ticket.sync(proposal, hasVoted(proposal, member));
  }

  return { dom, sync };
}
