import { complain, refresh, toast } from "../../actions.js";
import { ApiError } from "../../api.js";
import { offer } from "../../undo.js";
import { say, sayApart } from "../../words/say.js";
import { record, screenings } from "../watched/calls.js";
import { noteChange, screeningPath } from "../watched/watched.js";
import * as calls from "./calls.js";
import { become, filmsOf, restOf, shortOf } from "./evening.js";

/** What another admin has done meanwhile, in words. @type {Record<string, (error: ApiError) => string>} */
const overtaken = {
  "tonight-settled": ({ params }) => say("tonight.beaten", { title: params.title }),
  "nothing-tonight": () => say("tonight.gone"),
  "proposal-not-open": () => say("tonight.left"),
  "not-found": () => say("tonight.left"),
};

/**
 * Whoever was not the first is told so, and shown how it is.
 * @param {Page} page
 * @param {unknown} error
 */
export async function refused(page, error) {
  const words = error instanceof ApiError && overtaken[error.slug];
  if (!words) {
    complain(page, error);
    return;
  }
  toast(page, words(error), { tone: "trouble" });
  await refresh(page);
}

/** @param {Page} page @param {() => Promise<void>} run @returns {Promise<boolean>} whether it is done */
async function attempt(page, run) {
  try {
    await run();
    return true;
  } catch (error) {
    await refused(page, error);
    return false;
  }
}

/** @param {Page} page @param {TonightWish} wish */
export const settle = (page, wish) =>
  attempt(page, async () => {
    const { tonight } = await calls.settle(wish);
    become(page, shortOf(tonight));
  });

/** @param {Page} page */
export const callOff = (page) =>
  attempt(page, async () => {
    await calls.callOff();
    become(page, null);
    toast(page, say("tonight.fell-done"));
  });

/** @param {Page} page @param {Tonight} tonight whose second film is left out */
export const callOffSecond = (page, { then, ...first }) =>
  attempt(page, async () => {
    if (!then) return;
    await calls.callOffOne(then.proposal_id);
    become(page, { ...first, then: null });
    toast(page, sayApart("tonight.second-off", { title: then.title }));
  });

/**
 * @param {Page} page
 * @param {Tonight} tonight whose first film has been watched
 * @param {(screening: number) => Promise<void>} then what the admin goes on with, before it is gone
 */
export const watched = (page, tonight, then) =>
  attempt(page, async () => {
    const proposal_id = tonight.proposal_id;
    try {
      const { id } = await record({ proposal_id, tonight: true });
      await then(id);
    } catch (error) {
      if (!isWatched(error)) throw error;
      await sayWatched(page, tonight);
    }
    noteChange(page);
    become(page, restOf(tonight), proposal_id);
  });

/** @param {unknown} error */
const isWatched = (error) =>
  error instanceof ApiError &&
  error.slug === "proposal-not-open" &&
  error.params.status === "watched";

/** Another admin was first: what is left is to rate it. @param {Page} page @param {TonightShort} film */
async function sayWatched(page, { proposal_id, title }) {
  const latest = await screenings({ q: "", year: "" }, null).catch(() => null);
  const screening = latest?.items.find((each) => each.proposal_id === proposal_id);
  const run = () => page.go(screening ? screeningPath(screening.id) : "/watched");
  offer(page, sayApart("tonight.recorded", { title }), { label: say("tonight.rate"), run });
}

/**
 * It was not watched after all: it is tonight's film again, unless another was settled on since.
 * @param {Page} page
 * @param {number} screening
 * @param {TonightShort} film
 */
export const unwatch = (page, screening, { proposal_id, title }) =>
  attempt(page, async () => {
    await takeBack(screening);
    noteChange(page);
    await refresh(page);
    const isBack = filmsOf(page.state().club?.tonight).some(
      (film) => film.proposal_id === proposal_id,
    );
    toast(page, sayApart(isBack ? "tonight.undone" : "tonight.undone-open", { title }));
  });

/** Another admin may have done so. @param {number} screening */
async function takeBack(screening) {
  try {
    await calls.unwatch(screening);
  } catch (error) {
    if (!(error instanceof ApiError) || error.slug !== "not-found") throw error;
  }
}
