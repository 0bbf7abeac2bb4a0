import { ApiError } from "../../api.js";
import * as calls from "../../calls.js";
import { createInvite } from "../../components/invite.js";
import { createNotice } from "../../components/notice.js";
import { attr, elt, named, on } from "../../dom.js";
import { explain } from "../../errors.js";
import { at } from "../../root.js";
import { isPlain } from "../../router.js";
import { say, sayWith } from "../../words/say.js";
import { createPass } from "./pass.js";
import { tryAgain } from "./trouble.js";

/**
 * "Invite your friends": the first thing in a new club, with an invitation for as many as come.
 * @param {Page} page
 */
export function createFriends(page) {
  const title = elt("h1", { class: "pass-title", tabindex: -1 });
  const invite = elt("h2", { class: "pass-subtitle" }, say("friends.invite"));
  const lead = elt("p", { class: "pass-note" }, say("friends.lead"));
  const invitation = createInvite("setup-invitation");
  const trouble = createNotice();
  const films = createFilmsLink(page);
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
    named(title, [club?.name ?? ""], "", (name) => sayWith("friends.title", { club: name }));
    show();
  }

  return { dom, sync, begin, focus: () => title.focus() };
}

/**
 * Whoever closes the sheet is at the films, not back at a set-up that is over.
 * @param {Page} page
 */
function createFilmsLink(page) {
  const dom = elt(
    "a",
    { class: "button button-plain", href: at("/propose") },
    say("friends.films"),
  );
  on(dom, "click", (event) => {
    if (!isPlain(event)) return;
    event.preventDefault();
    page.replace("/");
    page.go("/propose");
  });
  return dom;
}
