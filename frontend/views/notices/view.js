import { isOnVotePage, lieInCorner } from "../../components/corner.js";
import { busy } from "../../components/form.js";
import { elt, keyed, on } from "../../dom.js";
import { at } from "../../root.js";
import { filmPath } from "../../router.js";
import { isClosed } from "../../state.js";
import { say, sayWith } from "../../words/say.js";
import { putAway } from "./actions.js";

/** Whether there is something to tell this member. @param {State} state */
const hasNotices = (state) =>
  isOnVotePage(state.route) && !isClosed(state) && Boolean(state.me?.notices.length);

/**
 * What happened to this member's proposals, one thing at a time, until they put it away: in a card that
 * moves nothing on the page.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const list = elt("ul", { class: "strip news-list" });
  const dom = elt("section", { class: "corner news", "aria-label": say("notices.name") }, list);
  /** @type {Me | null} */
  let me = null;
  const items = keyed(list, (/** @type {number} */ id) => createItem(id));

  /** @param {number} id */
  function createItem(id) {
    const notice = /** @type {Notice} */ (me?.notices.find((each) => each.id === id));
    const away = elt(
      "button",
      { class: "button button-plain", type: "button" },
      say("notices.away"),
    );
    const words = elt("p", { class: "news-words" }, ...wordsOf(notice, me?.id ?? 0));
    const href = at(filmPath(notice.kept_id ?? notice.proposal.id));
    const link = elt("a", { class: "button button-quiet", href }, say("notices.see"));
    on(away, "click", () => busy(away, () => putAwayAndGoOn(id)));
    return { dom: elt("li", { class: "news-item" }, words, link, away) };
  }

  /** @param {number} id */
  async function putAwayAndGoOn(id) {
    await putAway(page, id);
    const next = list.querySelector("button") ?? document.getElementById("main");
    next?.focus({ preventScroll: true });
  }

  /** @param {State} state */
  function sync(state) {
    lieInCorner(dom, hasNotices(state));
    if (!state.me || state.me === me) return;
    me = state.me;
    items.sync(me.notices.slice(0, 1).map((notice) => notice.id));
  }

  return { dom, sync };
}

/** A name or a title of others, in its own direction. @param {string} text */
const theirs = (text) => elt("bdi", {}, text);

/** @param {string} title */
const quoted = (title) => elt("b", {}, theirs(title));

/**
 * @param {Notice} notice
 * @param {number} myId
 * @returns {(Node | string)[]}
 */
function wordsOf(notice, myId) {
  const { proposal, other } = notice;
  const who = other.proposer ? theirs(other.proposer.name) : say("notices.someone");
  const mine = quoted(proposal.title);
  if (notice.kind === "parted") return sayWith("notices.parted", { mine });
  if (other.proposer?.id === myId) return sayWith("notices.own", { mine });
  if (other.title !== proposal.title)
    return sayWith("notices.differs", { mine, other: quoted(other.title), who });
  return sayWith(notice.kept_id === other.id ? "notices.earlier" : "notices.later", { who, mine });
}
