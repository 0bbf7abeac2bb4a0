import { complain } from "../../actions.js";
import { createConfirm, createField, createForm } from "../../components/form.js";
import { attr, elt, line } from "../../dom.js";
import { memberOf } from "../../state.js";
import { titleOf } from "../../tally.js";
import { oneLine } from "../../errors.js";
import { about } from "../../flaws.js";
import { say } from "../../words/say.js";
import { pitch } from "./actions.js";

export const PITCH_MAX = 200;

/** "Why this one?": what its proposer says, and may change; an admin may take it away. @param {Page} page */
export function createPitch(page) {
  let id = 0;
  const words = elt("blockquote", { class: "film-pitch", dir: "auto" });
  const edit = createEdit((note) => pitch(page, id, note));
  const clear = createConfirm(
    { label: say("pitch.clear"), question: () => say("pitch.clear-it"), yes: say("pitch.clear") },
    () => pitch(page, id, null).catch((error) => complain(page, error)),
  );
  const dom = elt("div", { class: "film-own" }, words, edit.dom, clear.dom);

  /** @param {Proposal} proposal @param {State} state */
  function sync(proposal, state) {
    const { note, proposer, status } = proposal;
    const member = memberOf(state);
    const isOwn = proposer !== null && proposer.id === member?.id;
    const mayEdit = status === "open" && isOwn;
    const mayClear = status === "open" && !isOwn && member?.role === "admin" && note !== null;
    if (id !== proposal.id) clear.reset();
    edit.sync(note, titleOf(proposal), id !== proposal.id);
    id = proposal.id;
    line(words, note);
    attr(edit.dom, "hidden", !mayEdit);
    attr(clear.dom, "hidden", !mayClear);
    attr(dom, "hidden", note === null && !mayEdit);
  }

  return { dom, sync };
}

/** @param {(note: string | null) => Promise<void>} save */
function createEdit(save) {
  const field = createPitchField("pitch");
  const form = createForm({ label: say("pitch.save"), look: "plain" }, send, place, field.dom);
  const summary = elt("summary");
  const dom = elt("details", { class: "film-edit" }, summary, form.dom);
  let told = "";
  /** Grows with each other film. */
  let turn = 0;

  async function send() {
    const mine = turn;
    await save(field.input.value.trim() || null);
    if (mine !== turn) return;
    dom.open = false;
    summary.focus();
  }

  /** @param {ApiError} error */
  function place(error) {
    field.complain(about(error, "/note") ?? oneLine(error));
    return true;
  }

  /** What somebody is typing stays. @param {string | null} note @param {string} title @param {boolean} isOther */
  function sync(note, title, isOther) {
    summary.textContent = say(note === null ? "pitch.add" : "pitch.change");
    attr(summary, "aria-label", say(note === null ? "pitch.add-to" : "pitch.change-of", { title }));
    const isTyped = !isOther && field.input.value !== told;
    told = note ?? "";
    if (!isTyped) field.input.value = told;
    if (isOther) forget();
  }

  function forget() {
    turn += 1;
    dom.open = false;
    field.complain(null);
  }

  return { dom, sync };
}

/** @param {string} name */
export const createPitchField = (name) =>
  createField(
    { name, label: say("pitch.label"), hint: say("pitch.hint") },
    { type: "text", dir: "auto", autocomplete: "off", maxlength: PITCH_MAX },
  );
