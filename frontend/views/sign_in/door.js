import { attr, elt, named, text } from "../../dom.js";
import { at } from "../../root.js";
import { isClosed, memberOf } from "../../state.js";
import { say, sayWith } from "../../words/say.js";
import { createSignInForm } from "./form.js";

/** @param {...(Node | string)} content */
const paragraph = (...content) => elt("p", { class: "sheet-lead" }, ...content);

/** For whoever hosts it, and for whoever is early. */
const createNotSetUp = () =>
  elt("div", {}, paragraph(say("door.set-up-next")), paragraph(say("door.set-up-others")));

/** For whoever has signed up. */
function createWaiting() {
  const me = elt("a", { class: "button button-plain", href: at("/me") }, say("door.me"));
  return elt("div", { class: "door-waiting" }, paragraph(say("door.waiting-next")), me);
}

/** Whom the door is shut for, and why. @param {State} state */
function reasonOf({ club, route }) {
  if (route.name === "sign-in") return "visitor";
  if (club?.member) return "waiting";
  return club?.is_set_up === false ? "set-up" : "visitor";
}

/**
 * The page of a club that is closed to the reader.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const title = elt("h1", { class: "door-title" });
  const lead = elt("p", { class: "sheet-lead", role: "status" });
  const form = createSignInForm("door", page);
  const setUp = createNotSetUp();
  const waiting = createWaiting();
  const dom = elt("section", { class: "door" }, title, lead, setUp, waiting, form.dom);
  let isAsked = false;

  /** @param {State} state */
  function sync(state) {
    const wasAsked = isAsked;
    isAsked = isClosed(state) && state.route.name === "sign-in";
    const reason = reasonOf(state);
    named(title, [memberOf(state)?.name ?? ""], "", (name) => sayWith(`door.${reason}`, { name }));
    text(lead, [state.errand?.why, say("door.lead")].filter(Boolean).join(" "));
    attr(lead, "hidden", !form.sync(state) || reason !== "visitor");
    attr(form.dom, "hidden", reason !== "visitor");
    attr(setUp, "hidden", reason !== "set-up");
    attr(waiting, "hidden", reason !== "waiting");
    if (isAsked && !wasAsked) form.focus();
  }

  return { dom, sync };
}
