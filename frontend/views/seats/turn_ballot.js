import { hasVoted } from "../../ballot.js";
import { createButton } from "../../components/form.js";
import { createPoster, icon } from "../../components/picture.js";
import { attr, elt, keyed, on, text } from "../../dom.js";
import { films, memberOf } from "../../state.js";
import { ordered, titleOf } from "../../tally.js";
import { say } from "../../words/say.js";

const SIZES = "(min-width: 1000px) 200px, (min-width: 600px) 22vw, 44vw";

/** A film to choose, and nothing of who else wants it. @param {number} id @param {(id: number) => void} toggle */
function createChoice(id, toggle) {
  const poster = createPoster({ sizes: SIZES });
  const mark = elt("span", { class: "turn-mark" }, icon("check"));
  const title = elt("span", { class: "turn-film", dir: "auto" });
  const frame = elt("span", { class: "turn-frame" }, poster.dom, mark);
  const button = elt("button", { class: "turn-choice", type: "button" }, frame, title);
  on(button, "click", () => toggle(id));

  /** @param {Proposal} proposal @param {boolean} voted */
  function sync(proposal, voted) {
    poster.sync(proposal.film);
    text(title, titleOf(proposal));
    attr(button, "aria-pressed", String(voted));
  }

  return { dom: elt("li", {}, button), sync };
}

/**
 * One's own ballot, for nobody else's eyes. By title: an order by votes would tell of them.
 * @param {(id: number) => void} toggle
 * @param {() => void} done
 */
export function createBallot(toggle, done) {
  const title = elt("h2", { class: "turn-whose", id: "turn-ballot", dir: "auto", tabindex: -1 });
  const none = elt("p", { class: "turn-none" }, say("turns.none"));
  const list = elt("ul", { class: "turn-films" });
  const finish = createButton("primary", say("turns.done"));
  const foot = elt("div", { class: "turn-foot" }, finish);
  const dom = elt("section", { class: "turn-ballot" }, title, none, list, foot);
  const choices = keyed(list, (/** @type {number} */ id) => createChoice(id, toggle));
  on(finish, "click", done);

  /** @param {State} state */
  function sync(state) {
    const member = memberOf(state);
    const open = ordered(films(state), "title").filter(({ tonight }) => !tonight);
    text(title, say("turns.ballot", { name: member?.name ?? "" }));
    attr(none, "hidden", open.length > 0);
    choices.sync(open.map(({ id }) => id));
    for (const each of open) choices.parts.get(each.id)?.sync(each, hasVoted(each, member));
  }

  function forget() {
    choices.sync([]);
    text(title, "");
  }

  return { dom, sync, forget, focus: () => title.focus() };
}
