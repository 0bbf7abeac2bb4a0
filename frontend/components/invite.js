import { say } from "../words/say.js";
import { createLink, linkTo } from "./link.js";

/**
 * "Invite your friends": the link of an invitation and its QR code. It wants the words of "links" and
 * /styles/link.css.
 * @param {string} name tells it from others of the page
 */
export function createInvite(name) {
  const link = createLink({ name, label: say("invite.link"), code: say("invite.code") });

  /** @param {string} secret of the invitation @param {Club | null} club */
  function sync(secret, club) {
    link.sync(linkTo("/join", secret), club, say("invite.pitch", { club: club?.name ?? "" }));
  }

  return { dom: link.dom, sync };
}
