import { attr, elt, on } from "../../dom.js";
import { at } from "../../root.js";
import { isPlain } from "../../router.js";
import { isAdmin } from "../../state.js";
import { say } from "../../words/say.js";
import { wishFor } from "../tonight/wish.js";

/** The way for admins to settle on this very film. */
export function createForTonight() {
  let id = 0;
  const dom = elt(
    "a",
    { class: "button button-plain film-tonight", href: at("/tonight") },
    say("film.tonight"),
  );
  on(dom, "click", (event) => isPlain(event) && wishFor(id));

  /** @param {Proposal} proposal @param {State} state */
  function sync(proposal, state) {
    const isFree = !state.club?.tonight && proposal.status === "open";
    id = proposal.id;
    attr(dom, "hidden", !isFree || !isAdmin(state));
  }

  return { dom, sync };
}
