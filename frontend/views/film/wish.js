import { createWish } from "../../components/wish.js";
import { attr, elt } from "../../dom.js";
import { isInside, memberOf } from "../../state.js";
import { titleOf } from "../../tally.js";
import { say } from "../../words/say.js";

/** Whether the film is on the reader's list, and on how many. @param {Page} page */
export function createWishing(page) {
  const wish = createWish(page, "plain");
  const name = { class: "film-own", "aria-label": say("wish.title") };
  const dom = elt("section", name, wish.remark, wish.button);
  /** Whose list it is, and which film. */
  let shown = "";

  /** @param {Proposal} proposal @param {State} state */
  function sync({ film, wish_count }, state) {
    const isMember = state.club !== null && isInside(state.club);
    attr(dom, "hidden", !isMember);
    const key = isMember ? `${memberOf(state)?.id} ${film.id}` : "";
    if (key !== shown && isMember) {
      wish.show({ film_id: film.id, imdb_id: film.imdb_id }, titleOf({ film }), wish_count);
    } else if (isMember) wish.recount(wish_count);
    shown = key;
  }

  return { dom, sync };
}
