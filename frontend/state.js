import { confirmed, hasVoted, outstanding, refused, wished, withWish } from "./ballot.js";
import { initials } from "./format.js";
import { counted, recounted } from "./live/counts.js";
import { isElsewhere, placeOf } from "./places.js";
import { ANYBODY, NOBODY } from "./seat.js";
import { leaders, news, ordered } from "./tally.js";

/** @type {State} */
export const initialState = {
  route: { name: "vote" },
  club: null,
  me: null,
  open: null,
  version: 0,
  ballot: new Map(),
  shown: [],
  staged: 0,
  isOffered: false,
  list: "all",
  sort: "votes",
  filter: "",
  finds: null,
  only: null,
  saved: null,
  trouble: null,
  asked: null,
  cache: null,
  watched: null,
  errand: null,
  secret: "",
  ownLink: "",
  isLeft: false,
  turn: 0,
  toasts: [],
  spoken: "",
  since: 0,
};

/**
 * @type {{[Type in Action['type']]: (state: State, action: Extract<Action, {type: Type}>) => State}}
 */
const steps = {
  arrived,
  club: greeted,
  me: (state, { me }) => (me.id === memberOf(state)?.id ? { ...state, me } : state),
  "signed-in": (state, { member, at }) => ({
    ...state,
    club: state.club && { ...state.club, member, seats: seatsWith(state.club.seats, member) },
    me: null,
    ballot: new Map(),
    list: memberOf(state) ? "all" : state.list,
    only: null,
    isLeft: false,
    turn: state.turn + 1,
    trouble: null,
    asked: null,
    secret: "",
    ownLink: "",
    toasts: toRead(state),
    since: at,
  }),
  "signed-out": (state, { at }) => ({
    ...state,
    club: state.club && {
      ...state.club,
      member: null,
      seats: seatsWithout(state.club.seats, memberOf(state)),
    },
    isLeft: true,
    turn: state.turn + 1,
    me: null,
    open: null,
    saved: null,
    ballot: new Map(),
    shown: [],
    staged: 0,
    list: "all",
    only: null,
    asked: null,
    cache: null,
    ownLink: "",
    toasts: toRead(state),
    since: at,
  }),
  "own-link": (state, { secret }) => ({ ...state, ownLink: secret }),
  listed,
  counted: (state, told) => counted(state, told, state.club !== null && isInside(state.club)),
  recalled: (state, { kept: { when, club, me, items } }) =>
    settled({ ...state, club, me, open: items, saved: when }),
  trouble: (state, { error }) => ({ ...state, trouble: error }),
  wished: (state, { id, voted, isWaiting }) => ({
    ...state,
    ballot: wished(state.ballot, id, voted, isWaiting),
  }),
  confirmed: (state, { id, voted, count, at }) => ({
    ...state,
    ballot: confirmed(state.ballot, id, { voted, count, at }),
  }),
  refused: (state, { id }) => ({ ...state, ballot: refused(state.ballot, id) }),
  picked: (state, { list }) => settled({ ...state, list }),
  sorted: (state, { sort }) => settled({ ...state, sort }),
  filtered: (state, { filter, finds, only }) => settled({ ...state, filter, finds, only }),
  settled,
  offered: (state) => (state.isOffered ? state : { ...state, isOffered: true }),
  asked: (state, { id }) => ({ ...state, asked: { id, proposal: null, trouble: null } }),
  told: (state, { proposal }) => ({
    ...state,
    asked: { id: proposal.id, proposal, trouble: null },
  }),
  "not-told": (state, { id, error }) => ({
    ...state,
    asked: { id, proposal: null, trouble: error },
  }),
  cached: (state, { told }) => ({ ...state, cache: { told, trouble: null } }),
  "not-cached": (state, { error }) => ({
    ...state,
    cache: { told: state.cache?.told ?? null, trouble: error },
  }),
  watched: (state, { watched }) => ({ ...state, watched }),
  added: (state, { proposal, at }) =>
    settled({ ...state, open: [proposal, ...without(state.open, proposal.id)], since: at }),
  removed: (state, { id, at }) =>
    settled({ ...state, open: without(state.open, id), asked: null, since: at }),
  errand: (state, { errand }) => ({ ...state, errand }),
  spoken: (state, { text }) => ({ ...state, spoken: text }),
  toast: (state, { toast }) => ({
    ...state,
    toasts: [...state.toasts.filter(({ id }) => id !== toast.id), toast],
  }),
  "toast-gone": (state, { id }) => ({
    ...state,
    toasts: state.toasts.filter((toast) => toast.id !== id),
  }),
};

/** @param {State} state @param {Action} action @returns {State} */
export function update(state, action) {
  const step = /** @type {(state: State, action: Action) => State} */ (steps[action.type]);
  return step(state, action);
}

/**
 * Where somebody has left their seat, nobody is taken for another who sits here.
 * @param {State} state
 * @param {{club: Club}} answer
 * @returns {State}
 */
function greeted(state, { club }) {
  const isLeft = state.isLeft && club.seats.length > 0;
  const member = isLeft ? null : club.member;
  const isSame = member?.id === memberOf(state)?.id;
  return {
    ...state,
    club: { ...club, member },
    isLeft,
    turn: isSame || !state.club ? state.turn : state.turn + 1,
    me: member?.id === state.me?.id ? state.me : null,
    ballot: isSame ? state.ballot : new Map(),
  };
}

/** What the one before could undo is not for the next. @param {State} state */
const toRead = ({ toasts }) => toasts.filter(({ action }) => !action);

/** @param {readonly Member[]} seats @param {Member | null} member */
const seatsWithout = (seats, member) => seats.filter(({ id }) => id !== member?.id);

/** @param {readonly Member[]} seats @param {Member} member */
const seatsWith = (seats, member) =>
  seats.some(({ id }) => id === member.id) ? [...seats] : [...seats, member];

/** @param {readonly Proposal[] | null} open @param {number} id */
const without = (open, id) => (open ?? []).filter((proposal) => proposal.id !== id);

/**
 * Where no film stands that could move, or tonight's is another, new ones come in at once.
 * @param {State} state
 * @param {Listing & {at: number}} answer
 * @returns {State}
 */
function listed(state, answer) {
  const { tonight, version, at } = answer;
  if (at < state.since) return state;
  const items = recounted(state.open, answer);
  const club = withTonight(state.club, tonight);
  const next = {
    ...state,
    club,
    open: items,
    version,
    ballot: outstanding(state.ballot, at),
    saved: null,
    trouble: null,
    since: at,
  };
  const spoken = (state.open && news(films(state), films(next))) || state.spoken;
  const told = { ...next, spoken };
  const isKnown = club === state.club && items.some(({ id }) => state.shown.includes(id));
  return isKnown ? told : settled(told);
}

/** @param {State["club"]} club @param {Listing["tonight"]} tonight */
const withTonight = (club, tonight) =>
  club && JSON.stringify(club.tonight) !== JSON.stringify(tonight) ? { ...club, tonight } : club;

/** Where somebody gets in. @param {Route} route */
const isWayIn = ({ name }) => name === "sign-in" || Boolean(placeOf(name).link);

/**
 * Whoever leaves the ways in has thought better of what they were opened for; whoever comes back
 * to the list finds it in order.
 * @param {State} state
 * @param {{route: Route, secret?: string}} action
 * @returns {State}
 */
function arrived(state, { route, secret }) {
  const next = {
    ...state,
    route,
    errand: isWayIn(route) ? state.errand : null,
    secret: secret || state.secret,
    cache: route.name === "cache" ? state.cache : null,
  };
  const isBack = isElsewhere(state.route) && !isElsewhere(route);
  return isBack ? settled(next) : next;
}

/** Brings the page's order up to the tally. @param {State} state @returns {State} */
function settled(state) {
  if (!isBehind(state)) return state.isOffered ? { ...state, isOffered: false } : state;
  return { ...state, ...wanted(state), isOffered: false };
}

/** @param {State} state */
export const memberOf = (state) => state.club?.member ?? null;

/** Whose seat a page in this state acts for (seat.js). @param {State} state */
export const seatOf = (state) => memberOf(state)?.id ?? (state.isLeft ? NOBODY : ANYBODY);

/** Whether others sit at this browser. @param {State} state */
export const hasOthers = ({ club }) =>
  (club?.seats ?? []).some(({ id }) => id !== club?.member?.id);

/** Whether the reader may see how the film data is. @param {State} state */
export const isAdmin = (state) => memberOf(state)?.role === "admin";

/** Whether something of tonight is shown: others see a film, admins the way to one as well. @param {State} state @param {Tonight | null | undefined} tonight */
export const isNight = (state, tonight) => Boolean(tonight) || isAdmin(state);

/** Whether the reader is told what members are told; who waits to be let in is not. @param {Club} club */
export const isInside = ({ member }) => member?.state === "active";

/** Visitors see nothing here but the door. @param {State} state */
export const isClosed = ({ club }) =>
  club !== null &&
  !isInside(club) &&
  (club.read_access === "members" || (!club.is_set_up && club.member === null));

/**
 * Open proposals with this member's own wishes laid over.
 * @type {(state: State) => readonly Proposal[]}
 */
export const films = remember(
  (state) => [state.open, state.ballot, memberOf(state)],
  (state) => {
    const member = memberOf(state);
    return (state.open ?? []).map((proposal) =>
      withWish(proposal, state.ballot.get(proposal.id), member),
    );
  },
);

/** @type {Record<List, (proposal: Proposal, member: Member | null) => boolean>} */
const lists = {
  all: () => true,
  unvoted: (proposal, member) => !proposal.tonight && !hasVoted(proposal, member),
  mine: ({ proposer }, member) => proposer !== null && proposer.id === member?.id,
};

/** The films of a list, before any filter. @param {State} state @param {List} list */
export function inList(state, list) {
  const member = memberOf(state);
  return films(state).filter((proposal) => lists[list](proposal, member));
}

const STAGE = 3;

/**
 * How many of the first films stand on the stage: those that lead, as long as the list is all films
 * by their votes; and the only film of a club, in any case. Tonight's film has it to itself.
 * @param {State} state
 */
function stageOf(state) {
  const { club, list, filter, only, sort } = state;
  if (club?.tonight || list !== "all" || filter || only || sort !== "votes") return 0;
  const all = films(state);
  return all.length === 1 ? 1 : Math.min(STAGE, leaders(all).size);
}

/** The order that the tally asks for. @type {(state: State) => Pick<State, "shown" | "staged">} */
export const wanted = remember(
  (state) => [films(state), state.club, state.list, state.finds, state.only, state.sort],
  (state) => {
    const { only, finds } = state;
    const fitting = inList(state, state.list).filter(
      (each) => (!finds || finds(each)) && (!only || only.fits(each)),
    );
    const shown = ordered(fitting, state.sort).map((proposal) => proposal.id);
    return { shown, staged: stageOf(state) };
  },
);

/** Whether the page's order is no longer what the tally asks for. @param {State} state */
export function isBehind(state) {
  const { shown, staged } = wanted(state);
  return staged !== state.staged || shown.join() !== state.shown.join();
}

/**
 * What stands on the discs of all who are named on the page, so that nobody is called A here and
 * Ad there.
 * @type {(state: State) => Map<string, string>}
 */
export const letters = remember(
  (state) => [films(state), state.asked, state.club],
  (state) => {
    const told = state.asked?.proposal ?? null;
    const voters = [...films(state), told].flatMap((proposal) => proposal?.voters ?? []);
    const member = memberOf(state);
    const here = [...(state.club?.seats ?? []), ...(member ? [member] : [])];
    return initials([...voters, ...here].map(({ name }) => name));
  },
);

/** @param {State} state @param {number} id @returns {Proposal | null} */
export function filmOf(state, id) {
  const open = films(state).find((proposal) => proposal.id === id);
  if (open) return open;
  const told = state.asked?.id === id ? state.asked.proposal : null;
  return told && withWish(told, state.ballot.get(id), memberOf(state));
}

/** A poster comes a moment after the text, or not at all. */
const POSTER_PATIENCE_MS = 30_000;

/** Films that the server is still looking up. @param {State} state @param {number} [now] */
export function awaitedCount(state, now = Date.now()) {
  const open = (state.open ?? []).filter(
    ({ film: { metadata, poster } }) =>
      metadata.state === "pending" ||
      (poster === null && now - Date.parse(metadata.cached_at ?? "") < POSTER_PATIENCE_MS),
  );
  const providers = state.cache?.told?.providers ?? [];
  return providers.reduce((sum, each) => sum + each.in_flight + each.waiting, open.length);
}

/** Open proposals of this member. @param {State} state */
export const ownFilms = (state) => inList(state, "mine");

/** @param {State} state */
export const ownCount = (state) => ownFilms(state).length;

/**
 * Keeps the last result while its ingredients stay the same.
 * @template T
 * @param {(state: State) => unknown[]} ingredients
 * @param {(state: State) => T} make
 * @returns {(state: State) => T}
 */
function remember(ingredients, make) {
  /** @type {{of: unknown[], result: T} | null} */
  let last = null;
  return (state) => {
    const of = ingredients(state);
    if (!last || of.some((value, index) => value !== last?.of[index]))
      last = { of, result: make(state) };
    return last.result;
  };
}
