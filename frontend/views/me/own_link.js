import { ApiError } from "../../api.js";
import { busy, createConfirm } from "../../components/form.js";
import { createOwnLink } from "../../components/own_link.js";
import { attr, elt, line, on, text } from "../../dom.js";
import { oneLine } from "../../errors.js";
import { age } from "../../format.js";
import { say } from "../../words/say.js";
import * as actions from "./actions.js";
import { renewOwnLink } from "./calls.js";
import { device } from "./device.js";

/** When it was last used, and where. @param {Me["entry"]} entry */
function standing(entry) {
  if (!entry) return say("own.none");
  const now = Date.now();
  if (!entry.used_at) return say("own.unused", { when: age(entry.made_at, now) });
  return say("own.used", { when: age(entry.used_at, now), device: device(entry.user_agent) });
}

const renewal = () => ({
  label: say("own.renew"),
  question: () => say("own.renew-question"),
  yes: say("own.renew"),
});

/** The link right after it was made, this once. */
function createFresh() {
  const link = createOwnLink("me-own");
  const once = elt("p", { class: "me-once", role: "status" });
  const dom = elt("div", { class: "me-fresh", hidden: true }, once, link.dom);

  /** @param {string} secret "": none @param {Club | null} club */
  function sync(secret, club) {
    attr(dom, "hidden", secret === "");
    text(once, secret && say("own.once"));
    if (secret) link.sync(secret, club);
  }

  return { dom, sync };
}

/**
 * The reader's own link: how it stands, and a new one, which is shown once.
 * @param {Page} page
 */
export function createOwnPanel(page) {
  const note = elt("p", { class: "me-note" });
  const state = elt("p", { class: "me-standing" });
  const make = elt("button", { class: "button button-plain", type: "button" }, say("own.make"));
  const renew = createConfirm(renewal(), run);
  const trouble = elt("p", { class: "form-error", role: "alert", hidden: true });
  const fresh = createFresh();
  const title = elt("h2", { tabindex: -1 }, say("own.link"));
  const parts = [title, note, state, fresh.dom, make, renew.dom, trouble];
  const dom = elt("section", { class: "panel me-own" }, ...parts);
  let secret = "";
  on(make, "click", () => busy(make, run));

  async function run() {
    line(trouble, null);
    try {
      secret = (await renewOwnLink()).secret;
      await actions.lookAgain(page);
      sync(page.state());
      title.focus();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      line(trouble, oneLine(error));
    }
  }

  /** Whoever comes next does not see it. */
  function forget() {
    secret = "";
    renew.reset();
    line(trouble, null);
    fresh.sync("", null);
  }

  /** @param {State} now */
  function sync({ me, club }) {
    if (!me) return;
    text(note, say(me.role === "admin" ? "own.about-admin" : "own.about"));
    text(state, standing(me.entry));
    attr(make, "hidden", me.entry !== null);
    attr(renew.dom, "hidden", me.entry === null);
    fresh.sync(secret, club);
  }

  return { dom, sync, forget, focus: () => title.focus() };
}
