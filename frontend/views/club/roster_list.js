import { createListFoot } from "../../components/list_foot.js";
import { createPages } from "../../components/pages.js";
import { attr, elt, keyed } from "../../dom.js";
import { initials } from "../../format.js";
import { at } from "../../root.js";
import { memberOf } from "../../state.js";
import { say } from "../../words/say.js";
import * as calls from "./calls.js";
import { toTell } from "./refusals.js";
import { createRow } from "./row.js";
import { createSearch } from "./search.js";

/** @typedef {import("../../components/pages.js").Pages<RosterMember>} Told */

const AT_ONCE = 50;

/**
 * Why nobody is listed, and what to do about it.
 * @param {{q: string, state: MemberState | ""}} asked
 * @param {() => void} seeAll
 * @returns {Message}
 */
function nobody({ q, state }, seeAll) {
  const action = { label: say("members.see-all"), run: seeAll };
  if (q === "" && state !== "")
    return { title: say(/** @type {Key} */ (`none.${state}`)), next: "", action };
  return {
    title: say("members.unmatched", { text: q }),
    next: say("members.unmatched-next"),
    action,
  };
}

/** @returns {Message} */
const alone = () => ({
  title: say("members.alone"),
  next: say("members.alone-next"),
  action: { label: say("members.alone-action"), href: at("/club/invitations") },
});

/**
 * What there is to say of what was asked for.
 * @param {() => {q: string, state: MemberState | ""}} asked
 * @param {() => void} seeAll
 * @returns {(told: Told) => Message | null}
 */
const remarker =
  (asked, seeAll) =>
  ({ items, next }) => {
    const { q, state } = asked();
    if (items.length === 0) return nobody({ q, state }, seeAll);
    return items.length === 1 && !next && !q && !state ? alone() : null;
  };

/**
 * All members, page by page.
 * @param {Page} page
 * @param {() => void} shaken somebody may wait no longer, or again
 */
export function createRoster(page, shaken) {
  const search = createSearch(() => pages.begin());
  const list = elt("ul", { class: "roster" });
  const rows = keyed(list, (/** @type {number} */ id) => createRow(page, id, { changed, gone }));
  /** @param {string | null} cursor */
  const ask = (cursor) => calls.members({ ...search.asked(), cursor, limit: AT_ONCE });
  const pages = createPages(ask, show, (error) => toTell(page, error));
  const foot = createListFoot(pages, remarker(search.asked, seeAll));
  const dom = elt("div", { class: "paged-list" }, search.dom, list, ...foot.nodes);

  /** @type {readonly RosterMember[]} */
  let listed = [];

  /** @param {RosterMember} member */
  function changed(member) {
    const before = listed.find(({ id }) => id === member.id);
    pages.replace(member);
    if (before?.state !== member.state) shaken();
  }

  /** @param {number} id */
  function gone(id) {
    pages.drop(id);
    search.focus();
    shaken();
  }

  function seeAll() {
    search.clear();
    search.focus();
    return pages.begin();
  }

  /** @param {Told} told */
  function show(told) {
    listed = told.items;
    const known = initials(listed.map(({ name }) => name));
    const self = memberOf(page.state())?.id ?? null;
    rows.sync(listed.map(({ id }) => id));
    for (const member of listed) rows.parts.get(member.id)?.sync(member, known, self === member.id);
    attr(list, "hidden", listed.length === 0);
    foot.sync(told);
  }

  function forget() {
    search.clear();
    pages.forget();
  }

  return { dom, load: pages.begin, forget };
}
