import { say } from "../words/say.js";
import { createLink, linkTo } from "./link.js";

/**
 * A member's own link, which opens their seat on another phone. It wants the words of "links" and
 * /styles/link.css.
 * @param {string} name tells it from others of the page
 */
export function createOwnLink(name) {
  const link = createLink({ name, label: say("own.link"), code: say("own.code"), isFolded: true });

  /** @param {string} secret @param {Club | null} club */
  function sync(secret, club) {
    link.sync(linkTo("/enter", secret), club, say("own.pitch", { club: club?.name ?? "" }));
  }

  return { dom: link.dom, sync };
}
