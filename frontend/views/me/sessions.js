import { ApiError } from "../../api.js";
import { createAsking } from "../../asking.js";
import { sessions as allSessions } from "../../calls.js";
import { busy, createButton } from "../../components/form.js";
import { elt, line, on } from "../../dom.js";
import { oneLine } from "../../errors.js";
import { age } from "../../telling.js";
import { seatNow } from "../../seat.js";
import { say } from "../../words/say.js";
import * as actions from "./actions.js";
import { device } from "./device.js";

/** This one first, then those that were used last. @param {Session} one @param {Session} other */
const byNearness = (one, other) =>
  Number(other.current) - Number(one.current) ||
  Date.parse(other.last_seen_at) - Date.parse(one.last_seen_at);

/** @param {Session} session @param {() => Promise<void>} end */
function createDevice({ current, last_seen_at, user_agent }, end) {
  const seen = current
    ? say("me.this-device")
    : say("me.last-seen", { when: age(last_seen_at, Date.now()) });
  const name = device(user_agent);
  const out = elt(
    "button",
    {
      class: "button button-quiet",
      type: "button",
      "aria-label": say("me.sign-out-name", { device: name }),
    },
    say("me.sign-out"),
  );
  on(out, "click", () => busy(out, end));
  const words = elt("span", {}, elt("strong", {}, name), elt("span", {}, seen));
  return elt("li", {}, words, !current && out);
}

/**
 * The devices that are signed in.
 * @param {Page} page @param {Verbs['complain']} complain
 */
export function createSessions(page, complain) {
  const list = elt("ul", { class: "rows sessions" });
  const trouble = elt("p", { class: "form-error", hidden: true });
  const title = elt("h2", { tabindex: -1 }, say("me.devices"));
  const others = createButton("plain", say("me.sign-out-others"));
  const dom = elt("section", { class: "panel" }, title, list, trouble, others);
  const asking = createAsking();
  others.hidden = true;
  on(others, "click", () => busy(others, () => end(actions.signOutOthers(page))));

  async function load() {
    const isWanted = asking();
    try {
      const items = [...(await allSessions())].sort(byNearness);
      if (!isWanted()) return;
      line(trouble, null);
      list.replaceChildren(
        ...items.map((session) =>
          createDevice(session, () => end(actions.signOutDevice(page, session.id))),
        ),
      );
      others.hidden = !items.some((session) => !session.current);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (isWanted()) line(trouble, oneLine(error));
    }
  }

  /** Whoever comes next does not see it. */
  function forget() {
    line(trouble, null);
    list.replaceChildren();
    others.hidden = true;
  }

  /**
   * The list is read again, also when a device had signed out by itself; what was pressed may be gone.
   * @param {Promise<void>} ended
   */
  async function end(ended) {
    const seat = seatNow();
    await ended.catch(complain).then(load);
    if (seat === seatNow()) title.focus();
  }

  return { dom, load, forget };
}
