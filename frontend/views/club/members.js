import { toast } from "../../actions.js";
import { elt } from "../../dom.js";
import { at } from "../../root.js";
import { adminAt } from "../../knowing.js";
import { say } from "../../words/say.js";
import { createClubHead } from "./nav.js";
import { createRoster } from "./roster_list.js";
import { createWaiting } from "./waiting.js";

/**
 * Everybody who has a seat in the club, or waits for one; for admins.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const waiting = createWaiting(page, admitted);
  const roster = createRoster(page, waiting.load);
  const head = createClubHead("club", say("members.lead"));
  const invite = elt(
    "a",
    { class: "button button-primary club-invite", href: at("/club/invitations") },
    say("members.invite"),
  );
  head.append(invite);
  const dom = elt("section", { class: "club" }, head, waiting.dom, roster.dom);
  /** Whose page it is now; 0: it is closed. */
  let shown = 0;

  /** @param {string} said */
  async function admitted(said) {
    toast(page, said);
    if (waiting.dom.hidden) head.querySelector("h1")?.focus();
    await roster.load();
  }

  /** @param {State} state */
  function sync(state) {
    const before = shown;
    shown = adminAt("club", state);
    if (shown === before) return;
    for (const part of [waiting, roster]) {
      part.forget();
      if (shown) part.load();
    }
  }

  return { dom, sync };
}
