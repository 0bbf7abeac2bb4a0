import { busy } from "../../components/form.js";
import { attr, elt } from "../../dom.js";
import { isCalm } from "../../motion.js";
import { at } from "../../root.js";
import { isAdmin, isClosed, memberOf } from "../../state.js";
import { loadStyle } from "../../style.js";
import { say } from "../../words/say.js";
import { watched } from "./actions.js";
import { createBanner } from "./banner.js";
import { leading, standing } from "./leading.js";
import { fadeIn, reveal } from "./reveal.js";
import { isFirst, keysOf } from "./seen.js";
import { timesOf } from "./times.js";

/** For admins, while nothing is settled: who leads, and the way on. */
function createCall() {
  const words = elt("p", { class: "night-standing" });
  const link = elt(
    "a",
    { class: "button button-plain", href: at("/tonight") },
    say("tonight.open"),
  );
  const dom = elt("section", { class: "night-none", "aria-label": say("tonight") }, words, link);
  let shown = "";

  /** @param {State} state */
  function sync(state) {
    const level = leading(state);
    const key = JSON.stringify(level.map(({ film, vote_count }) => [film.title, vote_count]));
    if (key === shown) return;
    shown = key;
    words.replaceChildren(...standing(level));
  }

  return { dom, sync };
}

/** The stars for a film that has just been watched. @param {Page} page */
async function loadRating(page) {
  const [{ createRating }] = await Promise.all([
    import("./rate.js"),
    loadStyle("/styles/stars.css"),
  ]);
  return createRating(page);
}

/** What is said of the film that was settled on last. @param {Tonight} tonight @param {string} zone */
function newsOf(tonight, zone) {
  const film = tonight.then ?? tonight;
  const when = timesOf(film, zone, Date.now()) ?? "";
  const key = tonight.then ? "tonight.also" : "tonight.news";
  return say(key, { title: film.title, when }).trim();
}

/**
 * Says and shows, once in a browser, what has been settled, and that it is off.
 * @param {Dispatch} dispatch
 * @param {HTMLElement} dom where
 */
function createNews(dispatch, dom) {
  /** The films that are shown. */
  let shown = "";

  /** It is said once the page shows it. @param {string} words */
  const speak = (words) => Promise.resolve().then(() => dispatch({ type: "spoken", text: words }));

  /** @param {Tonight} tonight @param {string} zone */
  function welcome(tonight, zone) {
    if (!isFirst(tonight)) return;
    speak(newsOf(tonight, zone));
    if (!isCalm()) reveal(tonight.then ?? tonight);
  }

  /** @param {Tonight | null} tonight @param {string} zone */
  function turn(tonight, zone) {
    const key = keysOf(tonight).join();
    if (key === shown) return;
    const before = shown;
    shown = key;
    if (dom.isConnected) fadeIn(); // no other room changes with it
    if (tonight) welcome(tonight, zone);
    else if (before) speak(say("tonight.off"));
  }

  return { turn };
}

/**
 * Stars for what has just been watched: they come with the first film.
 * @param {Page} page
 * @param {HTMLElement} home
 */
function createAfter(page, home) {
  /** @type {Awaited<ReturnType<typeof loadRating>> | null} */
  let rating = null;

  async function watch() {
    const tonight = page.state().club?.tonight;
    const reader = memberOf(page.state())?.id;
    if (!tonight || !reader) return;
    const coming = rating ?? loadRating(page).catch(() => null);
    await watched(page, tonight, async (screening) => {
      rating = await coming;
      if (!rating || memberOf(page.state())?.id !== reader) return;
      home.prepend(rating.dom);
      rating.open({ reader, id: screening, film: tonight });
    });
  }

  return { watch, sync: (/** @type {State} */ state) => rating?.sync(state) };
}

/**
 * Tonight's film on top of the vote page; for admins the way to it, and from it.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page, dispatch }) {
  const dom = elt("div", { class: "tonight" });
  const after = createAfter(page, dom);
  const banner = createBanner((button) => busy(button, after.watch));
  const call = createCall();
  const news = createNews(dispatch, dom);
  dom.append(banner.dom, call.dom);

  /** @param {State} state */
  function sync(state) {
    const { club, open } = state;
    const tonight = (!isClosed(state) && club?.tonight) || null;
    attr(banner.dom, "hidden", tonight === null || !open);
    attr(call.dom, "hidden", tonight !== null || !isAdmin(state) || !open?.length);
    after.sync(state);
    if (club && tonight) banner.sync(state, tonight, club.time_zone);
    else call.sync(state);
    if (club && open) news.turn(tonight, club.time_zone);
  }

  return { dom, sync };
}
