import { ApiError } from "../../api.js";
import { busy, createButton, createConfirm } from "../../components/form.js";
import { createOwnLink } from "../../components/own_link.js";
import { attr, elt, line, on, text } from "../../dom.js";
import { oneLine } from "../../errors.js";
import { age } from "../../telling.js";
import { seatNow } from "../../seat.js";
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

/** The first one is made at once; before another takes its place there is a question. @param {() => Promise<void>} run */
function createMaking(run) {
  const make = createButton("plain", say("own.make"));
  const renew = createConfirm(renewal(), run);
  on(make, "click", () => busy(make, run));

  /** @param {boolean} isFirst */
  function sync(isFirst) {
    attr(make, "hidden", !isFirst);
    attr(renew.dom, "hidden", isFirst);
  }

  return { nodes: [make, renew.dom], sync, reset: renew.reset };
}

/**
 * The reader's own link: how it stands, and a new one, which is shown once.
 * @param {Page} page
 */
export function createOwnPanel(page) {
  const note = elt("p", { class: "me-note" });
  const state = elt("p", { class: "me-standing" });
  const making = createMaking(run);
  const trouble = elt("p", { class: "form-error", role: "alert", hidden: true });
  const fresh = createFresh();
  const title = elt("h2", { tabindex: -1 }, say("own.link"));
  const parts = [title, note, state, fresh.dom, ...making.nodes, trouble];
  const dom = elt("section", { class: "panel me-own" }, ...parts);
  let secret = "";

  async function run() {
    const seat = seatNow();
    line(trouble, null);
    try {
      const made = await renewOwnLink();
      if (seat !== seatNow()) return;
      secret = made.secret;
      sync(page.state());
      title.focus();
      await actions.lookAgain(page);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (seat === seatNow()) line(trouble, oneLine(error));
    }
  }

  /** Whoever comes next does not see it. */
  function forget() {
    secret = "";
    making.reset();
    line(trouble, null);
    fresh.sync("", null);
  }

  /** @param {State} now */
  function sync({ me, club }) {
    if (!me) return;
    text(note, say(me.role === "admin" ? "own.about-admin" : "own.about"));
    text(state, standing(me.entry));
    making.sync(me.entry === null);
    fresh.sync(secret, club);
  }

  return { dom, sync, forget, focus: () => title.focus() };
}
