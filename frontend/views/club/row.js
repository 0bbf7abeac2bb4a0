import { createNotice } from "../../components/notice.js";
import { disc } from "../../components/vote.js";
import { attr, elt, fill, line, on, text } from "../../dom.js";
import { say } from "../../words/say.js";
import { badgeOf, seenOf, shareOf, votesOf } from "./roster.js";

/** More bulbs than this are no picture of anything. */
const BULBS = 12;

/** How much of a limit is used, in bulbs; the words beside it say it as well. */
function createLights() {
  const dom = elt("span", { class: "lights", "aria-hidden": "true" });

  /** @param {RosterMember} member */
  function sync({ open_proposals: used, proposal_limit: limit }) {
    attr(dom, "hidden", limit === 0 || limit > BULBS);
    dom.style.setProperty("--limit", String(limit));
    dom.style.setProperty("--used", String(Math.min(used, limit)));
  }

  return { dom, sync };
}

/** What is known of a member at first sight. */
function createSummary() {
  const share = elt("span", { class: "cast-share" });
  const votes = elt("span", { class: "cast-votes" });
  const seen = elt("span", { class: "cast-seen" });
  const lights = createLights();
  const films = elt("span", { class: "cast-films" }, share, lights.dom);
  const dom = elt("p", { class: "cast-facts" }, films, votes, seen);

  /** @param {RosterMember} member */
  function sync(member) {
    lights.sync(member);
    text(share, shareOf(member));
    text(votes, votesOf(member));
    text(seen, seenOf(member, Date.now()));
  }

  return { dom, sync };
}

/**
 * @typedef {object} Ears
 * @property {(member: RosterMember) => void} changed
 * @property {(id: number) => void} gone
 */

/**
 * What can be changed of a member; its program comes when it is first opened.
 * @param {Pick<import("./deeds.js").Opened, "page" | "id" | "ears" | "goHome">} whom
 */
function createInside(whom) {
  const dom = elt("div", { id: `member-${whom.id}`, class: "cast-inside", hidden: true });
  const notice = createNotice();
  /** @type {ReturnType<typeof import("./member.js").createMember> | null} */
  let details = null;
  /** @type {[RosterMember, boolean] | null} */
  let latest = null;

  async function open() {
    notice.sync(null);
    dom.replaceChildren(notice.dom);
    try {
      const { createMember } = await import("./member.js");
      if (latest) details = details ?? createMember({ ...whom, name: latest[0].name });
    } catch {
      const action = { label: say("try-again"), run: open };
      notice.sync({ title: say("later.title"), next: say("later.next"), action });
      return;
    }
    if (!details || !latest) return;
    dom.replaceChildren(details.dom);
    details.sync(...latest);
    await details.load();
  }

  /** @param {RosterMember} member @param {boolean} isSelf */
  function sync(member, isSelf) {
    latest = [member, isSelf];
    details?.sync(member, isSelf);
  }

  return { dom, open, sync };
}

/** @param {Page} page @param {number} id @param {Ears} ears */
function createHead(page, id, ears) {
  const dom = elt("button", {
    class: "cast-name",
    type: "button",
    dir: "auto",
    "aria-expanded": "false",
    "aria-controls": `member-${id}`,
  });
  const inside = createInside({ page, id, ears, goHome: () => dom.focus() });
  on(dom, "click", () => {
    const isOpen = dom.getAttribute("aria-expanded") === "true";
    attr(dom, "aria-expanded", String(!isOpen));
    attr(inside.dom, "hidden", isOpen);
    if (!isOpen) inside.open();
  });
  return { dom, inside };
}

/**
 * One member, who can be opened.
 * @param {Page} page
 * @param {number} id
 * @param {Ears} ears
 */
export function createRow(page, id, ears) {
  const face = elt("span", { class: "cast-face" });
  const badge = elt("span", { class: "badge" });
  const { dom: name, inside } = createHead(page, id, ears);
  const summary = createSummary();
  const title = elt("h2", { class: "cast-title" }, name);
  const row = elt("div", { class: "cast-row" }, face, title, badge, summary.dom);
  const dom = elt("li", { class: "cast" }, row, inside.dom);

  /**
   * @param {RosterMember} member
   * @param {Map<string, string>} letters
   * @param {boolean} isSelf
   */
  function sync(member, letters, isSelf) {
    const mark = badgeOf(member);
    fill(face, disc(member, letters));
    text(name, member.name);
    line(badge, mark && say(/** @type {Key} */ (`badge.${mark}`)));
    attr(badge, "data-badge", mark);
    attr(dom, "data-state", member.state);
    summary.sync(member);
    inside.sync(member, isSelf);
  }

  return { dom, sync };
}
