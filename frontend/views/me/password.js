import { createForm, createPasswordField } from "../../components/form.js";
import { attr, elt, focusMain, line, text } from "../../dom.js";
import { about } from "../../flaws.js";
import { say } from "../../words/say.js";
import * as actions from "./actions.js";

const SHORTEST = 12;

/**
 * To set a password, to change it, and to go without one.
 * @param {Page} page
 * @param {() => Promise<void>} changed it has signed out the other devices
 */
export function createPassword(page, changed) {
  const note = elt("p", { class: "me-note" });
  const change = createChange(page, changed);
  const removal = createRemoval(page, changed);
  const title = elt("h2", {}, say("me.password"));
  const dom = elt("section", { class: "panel me-password" }, title, note, change.dom, removal.dom);

  /** @param {Me} me */
  function sync(me) {
    line(note, noteOf(me));
    change.sync(me);
    removal.sync(me);
  }

  function forget() {
    change.forget();
    removal.forget();
  }

  return { dom, sync, forget, offerEnding: change.offerEnding };
}

/** What also ends with the old password, if that is wanted. */
function createEnding() {
  const box = elt("input", { type: "checkbox", id: "end-tokens" });
  const words = say("me.end-tokens");
  const dom = elt("label", { class: "me-ends", for: box.id, hidden: true }, box, words);

  function forget() {
    box.checked = false;
  }

  /** @param {boolean} hasTokens */
  function offer(hasTokens) {
    attr(dom, "hidden", !hasTokens);
    if (!hasTokens) forget();
  }

  return { dom, forget, offer, isWanted: () => box.checked };
}

/** @param {Me} me */
function noteOf({ role, has_password: hasPassword }) {
  if (role === "admin") return say("me.password-admin");
  return hasPassword ? null : say("me.password-none");
}

/** @param {string} name @param {string} label */
const createCurrent = (name, label) =>
  createPasswordField({ name, label }, { autocomplete: "current-password" });

/** @param {Page} page @param {() => Promise<void>} changed */
function createChange(page, changed) {
  const current = createCurrent("my-current", say("me.current"));
  const next = createPasswordField(
    { name: "my-password", label: say("me.new"), hint: say("me.new-hint") },
    { autocomplete: "new-password" },
  );
  const ending = createEnding();

  async function send() {
    const old = current.dom.hidden ? null : current.input.value;
    if (old === "") return current.complain(say("me.no-current"));
    if ([...next.input.value].length < SHORTEST) return next.complain(say("me.short"));
    await actions.changePassword(page, old, next.input.value, ending.isWanted());
    forget();
    return changed();
  }

  function forget() {
    current.forget();
    next.forget();
    ending.forget();
    form.forget();
  }

  /** @param {ApiError} error */
  function place(error) {
    const wrong = [about(error, "/password"), about(error, "/current_password")];
    next.complain(wrong[0]);
    current.complain(wrong[1]);
    return wrong.some((each) => each !== null);
  }

  const button = { label: say("me.change-password"), look: "plain" };
  const form = createForm(button, send, place, current.dom, next.dom, ending.dom);

  /** @param {Me} me */
  function sync({ has_password: hasPassword }) {
    attr(current.dom, "hidden", !hasPassword);
    text(form.submit, say(hasPassword ? "me.change-password" : "me.set-password"));
  }

  return { dom: form.dom, sync, forget, offerEnding: ending.offer };
}

/** Only where another way back stays. @param {Page} page @param {() => Promise<void>} changed */
function createRemoval(page, changed) {
  const note = elt("p", { class: "me-note" });
  const current = createCurrent("my-last", say("me.last"));
  const fold = elt("details", { class: "me-fold" }, elt("summary", {}, say("me.remove-password")));
  const dom = elt("div", {}, note, fold);

  async function send() {
    if (!current.input.value) {
      current.complain(say("me.no-current"));
      return;
    }
    await actions.removePassword(page, current.input.value);
    focusMain(); // its form is gone
    await changed();
  }

  /** @param {ApiError} error */
  function place(error) {
    const wrong = about(error, "/current_password");
    current.complain(wrong);
    return wrong !== null;
  }

  const button = { label: say("me.remove-it"), look: "plain" };
  const form = createForm(button, send, place, current.dom);
  fold.append(elt("p", { class: "field-hint" }, say("me.remove-note")), form.dom);

  function forget() {
    current.forget();
    form.forget();
    fold.open = false;
  }

  /** @param {Me} me */
  function sync({ role, has_password: hasPassword, entry }) {
    const isPossible = role !== "admin" && hasPassword;
    attr(dom, "hidden", !isPossible);
    attr(fold, "hidden", entry === null);
    line(note, entry === null ? say("me.remove-first") : null);
  }

  return { dom, sync, forget };
}
