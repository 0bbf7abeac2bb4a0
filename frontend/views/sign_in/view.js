import { createSheet } from "../../components/sheet.js";
import { elt, line, text } from "../../dom.js";
import { filmOf, isClosed, memberOf } from "../../state.js";
import { titleOf } from "../../tally.js";
import { say } from "../../words/say.js";
import { createSignInForm } from "./form.js";

/**
 * The sheet that asks who is there.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page, leave }) {
  const title = elt("h2", { class: "sheet-title" });
  const why = elt("p", { class: "sheet-lead" });
  const form = createSignInForm("sheet", page);
  const sheet = createSheet({ name: "sign-in", title, leave }, title, why, form.dom);

  let isOpen = false;

  /** @param {State} state */
  function sync(state) {
    const wasOpen = isOpen;
    isOpen = state.route.name === "sign-in" && !isClosed(state);
    text(title, say(memberOf(state) ? "sign-in.add" : "sign-in.title"));
    line(why, form.sync(state) ? reason(state) : null);
    if (sheet.show(isOpen)) form.focus();
    if (wasOpen && !isOpen) form.forget();
  }

  return { dom: sheet.dom, sync };
}

/** @param {State} state */
function reason(state) {
  const { errand } = state;
  const member = memberOf(state);
  if (member) return say("sign-in.beside", { name: member.name });
  if (errand?.path === "/propose") return say("sign-in.propose");
  const proposal = errand?.vote ? filmOf(state, errand.vote) : null;
  return proposal && say("sign-in.vote", { title: titleOf(proposal) });
}
