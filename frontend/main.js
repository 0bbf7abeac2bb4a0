import * as actions from "./actions.js";
import * as api from "./api.js";
import { retryPosters } from "./components/picture.js";
import { createLive } from "./live/live.js";
import { createTidings, listenerOf } from "./live/tidings.js";
import { createStillness, onTouch } from "./motion.js";
import { createPoll } from "./poll.js";
import { takeDoubleClicksAsOne } from "./presses.js";
import { isElsewhere } from "./places.js";
import { keep, recall } from "./recall.js";
import { pathOf, root } from "./root.js";
import { createRouter, membersOnly } from "./router.js";
import { NOBODY, seatNow, sit } from "./seat.js";
import {
  awaitedCount,
  initialState,
  isBehind,
  isClosed,
  isNight,
  memberOf,
  seatOf,
  update,
} from "./state.js";
import { SORTS } from "./tally.js";
import { createScreen } from "./frame/screen.js";
import { speak } from "./words/say.js";

const PACE = { soon: 1_000, pause: 4_000, longest: 60_000 };
const STILLNESS = 2_500;

let state = {
  ...initialState,
  sort: recall("sort", SORTS, initialState.sort),
  isLeft: seatNow() === NOBODY,
};
let moments = 0;
let isBack = false;
/** Where this page's wishes are found if it doesn't live to see its keeper (waiting/kept.js). */
const WISHES = `wishes ${root} ${Date.now()}`;
let wishes = state.ballot;

/** Keeps what is shown, once there is a keeper; until then what the reader wishes. */
let note = () => {
  if (wishes === state.ballot) return;
  wishes = state.ballot;
  keep(WISHES, JSON.stringify([memberOf(state)?.id, ...wishes]));
  keep("waiting", "yes");
};

/** @param {Action} action */
function dispatch(action) {
  const next = update(state, action);
  if (next === state) return;
  const isMoreAwaited = awaitedCount(next) > awaitedCount(state);
  state = next;
  if (state.club || state.isLeft) sit(seatOf(state), state.turn);
  live.sync();
  screen.sync(state);
  if (action.type === "listed") welcome();
  if (action.type === "sorted") keep("sort", action.sort);
  if (stillness.still()) settle();
  if (isMoreAwaited) poll.hurry();
  note();
}

/** The list has come: who returns to the page finds it in order, and with all its posters. */
function welcome() {
  retryPosters();
  if (!isBack) return;
  isBack = false;
  dispatch({ type: "settled" });
}

/** Nobody touches the page: the list follows the tally where nothing in sight moves. */
function settle() {
  if (!isBehind(state)) return;
  const next = update(state, { type: "settled" });
  dispatch({ type: screen.mayBecome(state, next) ? "settled" : "offered" });
}

document.addEventListener("visibilitychange", () => (isBack = !document.hidden));
document.addEventListener("pointerdown", () => (isBack = false), true);

/** From one place to another; how a poster goes along comes later. @type {typeof import("./morph.js").morph} */
let pass = (_from, _to, change) => change();

/** @param {Route} route @param {string} secret */
function arrive(route, secret) {
  pass(state.route, route, () => dispatch({ type: "arrived", route, secret }));
  if (route.name === "film") actions.showFilm(page, route.id);
  poll.hurry();
  guard(route);
}

/**
 * Visitors sign in before they see a members' page.
 * @param {Route} route
 */
function guard(route) {
  if (!state.club || isClosed(state)) return;
  if (memberOf(state) || !membersOnly(route)) return;
  dispatch({ type: "errand", errand: { path: pathOf(location.pathname) } });
  router.replace("/sign-in");
}

const router = createRouter(window, arrive);

/** @type {Page} */
const page = {
  state: () => state,
  dispatch,
  moment: () => ++moments,
  flying: new Map(),
  waits,
  asks: new Set(),
  ready: (tonight) => (isNight(state, tonight) ? screen.ahead() : null),
  go: router.go,
  replace: router.replace,
  leave: router.leave,
};

const poll = createPoll(
  {
    ask: () => actions.refresh(page, isBack),
    awaits: () => awaitedCount(state) > 0,
    tells: () => live.isLive() && !isElsewhere(state.route),
  },
  PACE,
);
const tidings = createTidings(page, poll.now);
const live = createLive({
  wanted: () => listenerOf(state),
  open: api.events,
  hear: tidings.hear,
  turned: heed,
  ask: poll.now,
});

/** What was missed is asked for. @param {boolean} isLive */
function heed(isLive) {
  poll.hurry();
  if (isLive) tidings.soon();
}
const stillness = createStillness(document, STILLNESS, settle);
/** @type {ReturnType<typeof createScreen>} */
let screen;

function begin() {
  screen = createScreen({
    page,
    dispatch,
    leave: router.leave,
    retry: poll.now,
    toggle: (id) => actions.toggle(page, id),
    vote: (id) => actions.vote(page, id, true),
    complain: (error) => actions.complain(page, error),
  });
  takeDoubleClicksAsOne(document);
  screen.mount(document.body);
  router.here();
  poll.now().then(() => guard(state.route));
}

const begun = speak(document.documentElement.lang).then(begin);

/** @type {Promise<import("./offline.js").Keeper | null> | null} */
let keeper = null;

/** Who is needed before it is there waits for it; what didn't load is asked for again. */
const keeping = () => (keeper = keeper ?? startKeeping());

async function startKeeping() {
  const offline = await actions.keeping();
  if (!offline) return (keeper = null);
  const kept = offline.createKeeper(page, poll.now);
  note = kept.note;
  note();
  offline.startWorker();
  return kept;
}

/**
 * Whether a vote that failed waits. Without a connection what it waits in doesn't come, either: until it
 * does, the vote is on its way.
 * @type {Page["waits"]}
 */
async function waits(id, error) {
  const kept = await keeping();
  const isCutOff = error instanceof api.ApiError && error.status === 0;
  if (kept || !isCutOff) return kept?.waits(id, error) ?? false;
  await new Promise((resolve) => setTimeout(resolve, PACE.pause));
  return waits(id, error);
}

let isStarted = false;

/** All that a page which is only looked at does without. */
function start() {
  if (isStarted) return;
  isStarted = true;
  keeping();
  import("./touched.js").then(
    (rest) => {
      pass = rest.morph;
      rest.start(page.state);
    },
    () => {}, // one can do without
  );
}

const A_WHILE = 10_000;

/** At the first touch, when the reader turns away, or after a while. */
function whenIdle() {
  setTimeout(start, A_WHILE);
  document.addEventListener("visibilitychange", start);
  onTouch(document, start);
}

if (recall("waiting", ["yes"], "")) begun.then(start);
else if (document.readyState === "complete") whenIdle();
else addEventListener("load", whenIdle);
