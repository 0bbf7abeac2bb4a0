import { createConfirm } from "../../components/form.js";
import { attr, elt, keyed, text } from "../../dom.js";
import { at } from "../../root.js";
import { filmPath } from "../../router.js";
import { ownFilms } from "../../state.js";
import { roomLeft } from "../../knowing.js";
import { ordered, titleOf } from "../../tally.js";
import { say } from "../../words/say.js";
import { withdraw, withdrawal } from "../film/actions.js";

/**
 * A member's own films, each to be withdrawn, where all of the limit is used.
 * @param {Page} page
 * @param {() => void} done one is withdrawn
 */
export function createLimit(page, done) {
  const list = elt("ul", { class: "own-films" });
  const dom = elt("section", { class: "limit" }, elt("h3", {}, say("limit.title")), list);
  /** @type {readonly Proposal[]} */
  let own = [];
  const rows = keyed(list, (/** @type {number} */ id) => {
    const proposal = /** @type {Proposal} */ (own.find((each) => each.id === id));
    return createOwnFilm(proposal, () => withdraw(page, id).then(done));
  });

  /** The films with the fewest votes come first. @param {State} state */
  function sync(state) {
    own = roomLeft(state)?.left === 0 ? ordered(ownFilms(state), "votes").reverse() : [];
    attr(dom, "hidden", own.length === 0);
    rows.sync(own.map(({ id }) => id));
    for (const proposal of own) rows.parts.get(proposal.id)?.sync(proposal);
  }

  return { dom, sync };
}

/**
 * @param {Proposal} proposal
 * @param {() => void} withdraw
 */
function createOwnFilm(proposal, withdraw) {
  const link = elt("a", { class: "own-title", dir: "auto", href: at(filmPath(proposal.id)) });
  const votes = elt("span", { class: "own-votes" });
  let count = 0;
  const confirm = createConfirm(
    {
      label: say("limit.withdraw"),
      about: titleOf(proposal),
      question: () => withdrawal("it", count),
      yes: say("withdraw.yes"),
    },
    withdraw,
  );
  const words = elt("div", { class: "own-words" }, link, votes);
  const dom = elt("li", { class: "own-film" }, words, confirm.dom);

  /** @param {Proposal} current */
  function sync(current) {
    text(link, titleOf(current));
    count = current.vote_count;
    text(votes, say("votes", { count }));
  }

  return { dom, sync };
}
