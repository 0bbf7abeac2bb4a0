import { createNotice } from "../../components/notice.js";
import { attr, elt, line, text } from "../../dom.js";
import { at } from "../../root.js";
import { say } from "../../words/say.js";
import { createActs } from "./acts.js";
import { giveLink, look, run, setLimit } from "./deeds.js";
import { createLimit } from "./limit.js";
import { createGift } from "./link_gift.js";
import { actsFor, limitOf, roleOf, storyOf } from "./roster.js";

/** @typedef {import("./deeds.js").Opened} Opened */

/**
 * What can be changed of a member, under a heading and a sentence on how it is.
 * @param {string} title
 * @param {...Node} actions
 */
function createPart(title, ...actions) {
  const words = elt("p", { class: "member-words" });
  const heading = elt("h3", { class: "member-title" }, title);
  const dom = elt("section", { class: "member-part" }, heading, words, ...actions);
  return { dom, words };
}

/** Where one changes what is one's own. */
const createSelf = () =>
  elt(
    "p",
    { class: "member-self" },
    say("members.self"),
    " ",
    elt("a", { href: at("/me") }, say("members.self-link")),
  );

/** What can be changed. @param {Opened} opened */
function createParts(opened) {
  const { id, name } = opened;
  const roles = createActs(["promote", "demote"], name, (act) => run(opened, act));
  const seats = createActs(["admit", "deactivate", "reactivate", "remove"], name, (act) =>
    run(opened, act),
  );
  const limit = createLimit(id, name, (wanted) => setLimit(opened, wanted));
  const gift = createGift(opened.page, id, name, (endsSeats) => giveLink(opened, endsSeats));
  const role = createPart(say("members.role"), roles.dom);
  const films = createPart(say("members.films"), limit.dom);
  const link = createPart(say("members.link"), gift.dom);
  const seat = createPart(say("members.access"), seats.dom);
  const dom = elt("div", { class: "member-parts" }, role.dom, films.dom, link.dom, seat.dom);

  /** @param {RosterMember} member @param {boolean} isSelf */
  function sync(member, isSelf) {
    const acts = actsFor(member, isSelf);
    roles.sync(acts, isSelf);
    seats.sync(acts, isSelf);
    limit.sync(member);
    attr(role.dom, "hidden", member.state !== "active");
    attr(films.dom, "hidden", member.state === "waiting");
    attr(link.dom, "hidden", isSelf || member.state === "inactive");
    attr(seat.dom, "hidden", isSelf);
    text(role.words, roleOf(member));
    text(films.words, limitOf(member));
    text(link.words, say("members.link-note"));
    text(seat.words, say(/** @type {Key} */ (`seat.${member.state}`)));
  }

  return { dom, sync };
}

/**
 * One member, to be looked at and changed.
 * @param {Pick<Opened, "page" | "id" | "name" | "ears" | "goHome">} whom
 */
export function createMember(whom) {
  const story = elt("p", { class: "member-story" });
  const strip = elt("p", { class: "strip", role: "alert", hidden: true });
  const notice = createNotice();
  const self = createSelf();
  /** @type {Opened} */
  const opened = { ...whom, etag: "", tell: (words) => line(strip, words), lack };
  const parts = createParts(opened);
  const dom = elt("div", { class: "member" }, story, self, strip, notice.dom, parts.dom);
  notice.sync(null);
  attr(parts.dom, "hidden", true);

  /** @param {Message | null} message */
  function lack(message) {
    notice.sync(message);
    attr(parts.dom, "hidden", message !== null);
  }

  async function load() {
    line(strip, null);
    await look(opened);
  }

  /** @param {RosterMember} member @param {boolean} isSelf */
  function sync(member, isSelf) {
    opened.name = member.name;
    text(story, storyOf(member, Date.now()));
    attr(self, "hidden", !isSelf);
    parts.sync(member, isSelf);
  }

  return { dom, load, sync };
}
