import { ApiError } from "../../api.js";
import * as calls from "../../calls.js";
import { createInvite } from "../../components/invite.js";
import { createNotice } from "../../components/notice.js";
import { attr, elt, text } from "../../dom.js";
import { explain } from "../../errors.js";
import { at } from "../../root.js";
import { say } from "../../words/say.js";
import { createPass } from "./pass.js";
import { tryAgain } from "./trouble.js";

/** "Invite your friends": the first thing in a new club, with an invitation for as many as come. */
export function createFriends() {
  const title = elt("h1", { class: "pass-title", tabindex: -1, dir: "auto" });
  const invite = elt("h2", { class: "pass-subtitle" }, say("friends.invite"));
  const lead = elt("p", { class: "pass-note" }, say("friends.lead"));
  const invitation = createInvite("setup-invitation");
  const trouble = createNotice();
  const films = elt("a", { class: "button button-plain", href: at("/") }, say("friends.films"));
  const dom = createPass([title], [invite, lead, invitation.dom, trouble.dom, films]);
  let secret = "";
  /** @type {Club | null} */
  let club = null;

  function show() {
    attr(invitation.dom, "hidden", secret === "");
    if (secret) invitation.sync(secret, club);
  }

  async function begin() {
    trouble.sync(null);
    try {
      secret = (await calls.invite()).secret ?? "";
      show();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      trouble.sync({ ...explain(error), action: tryAgain(begin) });
    }
  }

  /** @param {State} state */
  function sync(state) {
    club = state.club;
    text(title, say("friends.title", { club: club?.name ?? "" }));
    show();
  }

  return { dom, sync, begin, focus: () => title.focus() };
}
