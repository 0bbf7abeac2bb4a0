import { toast } from "../../actions.js";
import { createConfirm, createForm } from "../../components/form.js";
import { attr, elt } from "../../dom.js";
import { isAdmin } from "../../state.js";
import { say } from "../../words/say.js";
import { createEveningFields } from "../record/fields.js";
import { remove } from "../watched/actions.js";
import * as calls from "../watched/calls.js";
import { noteChange } from "../watched/watched.js";

/** @param {ScreeningStory | null} story */
const question = (story) =>
  say(story?.proposal_id ? "screening.undo-votes" : "screening.undo-question");

/**
 * Another admin may have corrected the rest meanwhile.
 * @param {ScreeningStory} story
 * @param {import("../record/fields.js").Evening} evening
 * @returns {ScreeningChange}
 */
const changesIn = ({ date, note, proposer }, evening) => ({
  ...(evening.date !== date && { date: evening.date }),
  ...(evening.note !== (note ?? null) && { note: evening.note }),
  ...(evening.proposer_id !== (proposer?.id ?? null) && { proposer_id: evening.proposer_id }),
});

/**
 * Corrects what is noted of the evening.
 * @param {Page} page
 * @param {() => Promise<void>} changed
 */
function createCorrection(page, changed) {
  /** @type {ScreeningStory | null} */
  let story = null;
  /** As it was when it was written into the fields. @type {ScreeningStory | null} */
  let shown = null;
  const fields = createEveningFields("screening");
  const button = { label: say("screening.save"), look: "plain" };
  const form = createForm(button, send, fields.place, ...fields.nodes);
  const summary = elt("summary", {}, say("screening.correct"));
  const dom = elt("details", { class: "screening-correct" }, summary, form.dom);

  async function send() {
    const about = shown;
    const evening = await fields.values();
    if (!about || !evening) return;
    const change = changesIn(about, evening);
    if (Object.keys(change).length > 0) await calls.change(about.id, change);
    if (story?.id === about.id) close();
    toast(page, say("screening.saved"));
    noteChange(page);
    await changed();
  }

  function close() {
    dom.open = false;
    summary.focus();
  }

  function reset() {
    dom.open = false;
  }

  /** What is being typed stays as it is. @param {ScreeningStory} next */
  function sync(next) {
    if (story?.id !== next.id || !dom.open) fields.show((shown = next));
    story = next;
  }

  return { dom, sync, reset };
}

/**
 * What an admin may do with a screening: correct what is noted of it, or undo it.
 * @param {Page} page
 * @param {() => Promise<void>} changed
 */
export function createCare(page, changed) {
  /** @type {ScreeningStory | null} */
  let story = null;
  const correction = createCorrection(page, changed);
  const words = {
    label: say("screening.undo"),
    question: () => question(story),
    yes: say("screening.undo-yes"),
  };
  const confirm = createConfirm(words, () => (story ? remove(page, story) : undefined));
  const dom = elt("div", { class: "film-care" }, correction.dom, confirm.dom);

  function reset() {
    confirm.reset();
    correction.reset();
  }

  /** @param {ScreeningStory} next @param {State} state */
  function sync(next, state) {
    attr(dom, "hidden", !isAdmin(state));
    if (story?.id !== next.id) reset();
    story = next;
    correction.sync(next);
  }

  return { dom, sync, reset };
}
