import { ApiError } from "../../api.js";
import { joins } from "../../calls.js";
import { busy, createConfirm } from "../../components/form.js";
import { attr, elt, keyed, line, on } from "../../dom.js";
import { at } from "../../root.js";
import { filmPath } from "../../router.js";
import { filmOf } from "../../state.js";
import { titleOf } from "../../tally.js";
import { say, sayWith } from "../../words/say.js";
import { join, part } from "./joining.js";

const joining = () => ({
  label: say("one.join"),
  question: () => say("one.join-question"),
  yes: say("one.join"),
});

/**
 * Where else the film of a proposal is, or was, up; and for admins the way to join and to part.
 * @param {Page} page
 */
export function createOneFilm(page) {
  const link = elt("a", { href: at("/"), dir: "auto" });
  const words = elt("p", { class: "film-remark" });
  /** @type {Key | null} */
  let said = null;
  const confirm = createConfirm(joining(), () => join(page, ...pair));
  const joined = createJoined(page);
  const dom = elt("div", { class: "film-same" }, words, confirm.dom, joined.dom);
  /** @type {[number, number]} */
  let pair = [0, 0];

  /** @param {State} state @param {Proposal} proposal @param {boolean} isAdmin */
  function sync(state, proposal, isAdmin) {
    const { id, same_as: twin = null, joined_to: kept = null } = proposal;
    const other = twin ?? kept;
    attr(words, "hidden", other === null);
    attr(confirm.dom, "hidden", twin === null || !isAdmin);
    joined.sync(proposal, isAdmin);
    attr(dom, "hidden", other === null && !isAdmin);
    if (other === null) return;
    if (twin !== null && pair[0] + pair[1] !== id + twin) confirm.reset();
    if (twin !== null) pair = [Math.min(id, twin), Math.max(id, twin)];
    const known = filmOf(state, other);
    const key = twin === null ? "one.same" : "one.alike";
    if (key !== said) words.replaceChildren(...sayWith((said = key), { film: link }));
    line(link, known ? titleOf(known) : say("one.unknown"));
    link.href = at(filmPath(other));
  }

  return { dom, sync };
}

/** @param {Page} page */
function createJoined(page) {
  const dom = elt("ul", { class: "film-joins" });
  const rows = keyed(dom, (/** @type {string} */ told) => ({ dom: createItem(JSON.parse(told)) }));
  let shown = "";
  let keptId = 0;

  /** @param {Join} join */
  function createItem(join) {
    const button = elt("button", { class: "button button-quiet", type: "button" }, say("one.part"));
    on(button, "click", () => busy(button, () => part(page, keptId, join.proposal_id)));
    const who = join.proposer ? elt("bdi", {}, join.proposer.name) : say("one.someone");
    const title = elt("bdi", {}, join.title);
    const id = join.imdb_id ?? "";
    const too = sayWith(id ? "one.too-id" : "one.too", { who, title, id });
    return elt("li", {}, elt("p", {}, ...too), button);
  }

  /** @param {Proposal} proposal */
  async function load({ id }) {
    const asked = shown;
    try {
      const { items } = await joins(id);
      if (asked === shown) rows.sync(items.map((join) => JSON.stringify(join)));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  /** Asked for again where a vote or a join has changed the count. @param {Proposal} proposal @param {boolean} isAdmin */
  function sync(proposal, isAdmin) {
    const key = isAdmin ? `${proposal.id} ${proposal.status} ${proposal.vote_count}` : "";
    if (key === shown) return;
    shown = key;
    if (!isAdmin || proposal.id !== keptId) rows.sync([]);
    keptId = proposal.id;
    if (isAdmin) load(proposal);
  }

  return { dom, sync };
}
