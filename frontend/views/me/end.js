import { ApiError } from "../../api.js";
import { busy, createButton, createConfirm } from "../../components/form.js";
import { attr, elt, on, text } from "../../dom.js";
import { oneLine } from "../../errors.js";
import { at } from "../../root.js";
import { hasOthers, memberOf } from "../../state.js";
import { isFull } from "../../knowing.js";
import { say } from "../../words/say.js";
import * as actions from "./actions.js";
import { createFold } from "./fold.js";

/** How somebody else votes at the same phone. */
export function createBeside() {
  const note = elt("p", { class: "me-note" });
  const add = elt("a", { class: "button button-plain", href: at("/sign-in") }, say("me.add"));
  const title = elt("h2", {}, say("me.beside"));
  const dom = elt("section", { class: "panel me-end" }, title, note, add);

  /** @param {State} state */
  function sync(state) {
    text(note, say(isFull(state) ? "me.beside-full" : "me.beside-note"));
    attr(add, "hidden", isFull(state));
  }

  return { dom, sync };
}

const leaving = () => ({
  label: say("me.leave"),
  question: () => say("me.leave-question"),
  yes: say("me.leave"),
});

/**
 * Signs out at once, or says first how to come back to whoever may have no password.
 * @param {string} label @param {string} question
 * @param {() => Promise<void>} run @param {() => void} toOwnLink
 */
function createWayOut(label, question, run, toOwnLink) {
  const out = createButton("plain", label);
  const link = createButton("plain", say("me.to-own-link"));
  const words = { label, question: () => question, yes: label };
  const ask = createConfirm(words, run, link);
  on(out, "click", () => busy(out, run));
  on(link, "click", toOwnLink);

  /** @param {boolean} isAsked @param {boolean} hasPassword */
  function sync(isAsked, hasPassword) {
    attr(out, "hidden", isAsked);
    attr(ask.dom, "hidden", !isAsked);
    attr(link, "hidden", hasPassword);
  }

  return { dom: elt("div", {}, out, ask.dom), sync, reset: ask.reset };
}

/**
 * To sign out, alone or all who sit here.
 * @param {Page} page @param {Verbs['complain']} complain @param {() => void} toOwnLink
 */
export function createOut(page, complain, toOwnLink) {
  const signOut = () => actions.signOut(page).catch(complain);
  const signOutAll = () => actions.signOutAll(page).catch(complain);
  const out = createWayOut(say("me.sign-out"), say("me.out-no-password"), signOut, toOwnLink);
  const question = say("me.all-out-question");
  const all = createWayOut(say("me.sign-out-all"), question, signOutAll, toOwnLink);
  const note = elt("p", { class: "me-note" });

  /** @param {State} state */
  function sync(state) {
    const name = memberOf(state)?.name ?? "";
    const isShared = hasOthers(state);
    const hasPassword = state.me?.has_password ?? true;
    out.sync(!hasPassword, hasPassword);
    all.sync(true, hasPassword);
    attr(all.dom, "hidden", !isShared);
    text(note, say(isShared ? "me.sign-out-shared" : "me.sign-out-note", { name }));
  }

  function forget() {
    for (const way of [out, all]) way.reset();
  }

  return { buttons: [out.dom, all.dom], note, sync, forget };
}

/** Why the only admin cannot leave, and where to change that. */
function createRefusal() {
  const why = elt("span", {});
  const link = elt("a", { href: at("/club") }, say("me.to-members"));
  const dom = elt("p", { class: "form-error", role: "alert", hidden: true }, why, " ", link);

  /** @param {ApiError | null} error */
  function show(error) {
    text(why, error ? oneLine(error) : "");
    attr(dom, "hidden", error === null);
  }

  return { dom, show };
}

/** @param {Page} page @param {Verbs['complain']} complain */
function createLeaving(page, complain) {
  const refusal = createRefusal();
  const confirm = createConfirm(leaving(), run);

  async function run() {
    refusal.show(null);
    try {
      await actions.leaveClub(page);
    } catch (error) {
      if (error instanceof ApiError && error.slug === "last-admin") refusal.show(error);
      else complain(error);
    }
  }

  function reset() {
    confirm.reset();
    refusal.show(null);
  }

  return { dom: elt("div", {}, confirm.dom, refusal.dom), reset };
}

/** To leave the club for good. @param {Page} page @param {Verbs['complain']} complain */
export function createLeave(page, complain) {
  const leave = createLeaving(page, complain);
  const note = elt("p", { class: "me-note" }, say("me.leave-note"));
  const fold = createFold(say("me.leave"), note, leave.dom);

  function forget() {
    leave.reset();
    fold.close();
  }

  return { dom: fold.dom, forget };
}
