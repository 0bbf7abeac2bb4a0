import { toast } from "../../actions.js";
import { elt } from "../../dom.js";
import { at } from "../../root.js";
import { isAdmin } from "../../state.js";
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
  let isOpen = false;

  /** @param {string} said */
  async function admitted(said) {
    toast(page, said);
    await roster.load();
  }

  /** @param {State} state */
  function sync(state) {
    const wasOpen = isOpen;
    isOpen = state.route.name === "club" && isAdmin(state);
    if (isOpen === wasOpen) return;
    for (const part of [waiting, roster]) {
      if (isOpen) part.load();
      else part.forget();
    }
  }

  return { dom, sync };
}
