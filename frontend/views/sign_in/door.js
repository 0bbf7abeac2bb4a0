import { attr, elt, text } from "../../dom.js";
import { isClosed } from "../../state.js";
import { say } from "../../words/say.js";
import { createSignInForm } from "./form.js";

/** For whoever hosts it, and for whoever is early. */
const createNotSetUp = () =>
  elt(
    "div",
    { class: "door-set-up" },
    elt("p", { class: "sheet-lead" }, say("door.set-up-next")),
    elt("p", { class: "sheet-lead" }, say("door.set-up-others")),
  );

/**
 * The page of a club that is closed to visitors.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const title = elt("h1", { class: "door-title" });
  const lead = elt("p", { class: "sheet-lead", role: "status" });
  const form = createSignInForm("door", page);
  const setUp = createNotSetUp();
  const dom = elt("section", { class: "door" }, title, lead, setUp, form.dom);
  let isAsked = false;

  /** @param {State} state */
  function sync(state) {
    const wasAsked = isAsked;
    isAsked = isClosed(state) && state.route.name === "sign-in";
    const isReady = state.club?.is_set_up !== false || isAsked;
    text(title, say(isReady ? "door.title" : "door.not-set-up"));
    text(lead, [state.errand?.why, say("door.lead")].filter(Boolean).join(" "));
    attr(lead, "hidden", !form.sync(state) || !isReady);
    attr(form.dom, "hidden", !isReady);
    attr(setUp, "hidden", isReady);
    if (isAsked && !wasAsked) form.focus();
  }

  return { dom, sync };
}
