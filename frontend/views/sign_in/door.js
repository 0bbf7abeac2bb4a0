import { attr, elt, text } from "../../dom.js";
import { isClosed } from "../../state.js";
import { say } from "../../words/say.js";
import { createSignInForm } from "./form.js";

/**
 * The page of a club that is closed to visitors.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const title = elt("h1", { class: "door-title" }, say("door.title"));
  const lead = elt("p", { class: "sheet-lead", role: "status" });
  const form = createSignInForm("door", page);
  const dom = elt("section", { class: "door" }, title, lead, form.dom);
  let isAsked = false;

  /** @param {State} state */
  function sync(state) {
    const wasAsked = isAsked;
    isAsked = isClosed(state) && state.route.name === "sign-in";
    text(lead, [state.errand?.why, say("door.lead")].filter(Boolean).join(" "));
    attr(lead, "hidden", !form.sync(state));
    if (isAsked && !wasAsked) form.focus();
  }

  return { dom, sync };
}
