import { hourIn } from "../../club_clock.js";
import { attr, elt, line, text } from "../../dom.js";
import { explainList, standing } from "../../errors.js";
import { isClosed } from "../../state.js";
import { say } from "../../words/say.js";
import { castOf } from "./cast.js";
import { createRemote } from "./remote.js";
import { createRest } from "./rest.js";
import { createStage } from "./stage.js";
import { createTools, leaveFull } from "./tools.js";

/** The club's name, and what time it is there. */
function createHead() {
  const name = elt("h1", { class: "screen-sign", dir: "auto" });
  const clock = elt("p", { class: "screen-clock" });
  const bulbs = elt("div", { class: "bulbs", "aria-hidden": "true" });
  const dom = elt("div", { class: "screen-head" }, name, clock, bulbs);

  /** @param {Club} club */
  function sync({ name: called, time_zone }) {
    text(name, called);
    text(clock, hourIn(Date.now(), time_zone));
  }

  return { dom, sync };
}

/** What is wrong, if the list isn't fresh or isn't there. @param {State} state */
function toldOf(state) {
  if (state.open !== null) return standing(state);
  return state.trouble && explainList(state.trouble).title;
}

/** Films and votes as a text: it is another one when they change. @param {State} state */
function countsOf(state) {
  const { leads, others } = castOf(state);
  return [...leads, ...others].map(({ id, vote_count }) => `${id} ${vote_count}`).join();
}

/** What is seen. @param {Page} page */
function createPicture(page) {
  const head = createHead();
  const stage = createStage(page);
  const strip = elt("p", { class: "screen-strip", role: "status" });
  const dom = elt("div", { class: "screen-picture" }, head.dom, stage.dom, strip);
  let counts = "";

  /** @param {State} state @param {Club} club @returns {boolean} whether there is something new */
  function sync(state, club) {
    const before = counts;
    head.sync(club);
    line(strip, toldOf(state));
    attr(stage.dom, "hidden", state.open === null);
    counts = countsOf(state);
    return (state.open !== null && stage.sync(state)) || counts !== before;
  }

  return { dom, stage, sync };
}

/**
 * The big screen: what a living room looks at. It follows the club by itself.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page, leave }) {
  const picture = createPicture(page);
  const { stage } = picture;
  const back = () => stage.back() || leave();
  const tools = createTools(back);
  const about = { class: "screen", "aria-label": say("title.screen") };
  const dom = elt("section", about, stage.glow, picture.dom, tools, stage.curtain);
  const rest = createRest(dom, picture.dom, () => sync(page.state()));
  const remote = createRemote(dom, { back, turn: stage.turn });
  let isShown = false;

  function open() {
    rest.start();
    remote.start();
  }

  function close() {
    rest.stop();
    remote.stop();
    leaveFull();
    stage.forget();
  }

  /** @param {State} state */
  function sync(state) {
    const before = isShown;
    isShown = state.route.name === "screen" && !isClosed(state);
    document.documentElement.classList.toggle("has-screen", isShown);
    if (isShown && !before) open();
    if (!isShown && before) close();
    if (isShown && state.club && picture.sync(state, state.club)) rest.stir();
  }

  return { dom, sync };
}
