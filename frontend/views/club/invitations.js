import { toast } from "../../actions.js";
import { createListFoot } from "../../components/list_foot.js";
import { createPages } from "../../components/pages.js";
import { attr, elt, keyed, line } from "../../dom.js";
import { oneLine } from "../../errors.js";
import { at } from "../../root.js";
import { adminAt } from "../../knowing.js";
import { say, sayApart } from "../../words/say.js";
import * as calls from "./calls.js";
import { titleOf } from "./invitation.js";
import { createInviteForm } from "./invite_form.js";
import { createClubHead } from "./nav.js";
import { toTell } from "./refusals.js";
import { createTicketOf } from "./ticket.js";

const AT_ONCE = 20;

/** @typedef {import("../../components/pages.js").Pages<InvitationRow>} Told */

/** Nobody joins by any of them. */
function createPaused() {
  const settings = elt("a", { href: at("/club/settings") }, say("invitations.paused-link"));
  return elt("p", { class: "strip", hidden: true }, say("invitations.paused"), " ", settings);
}

/** @param {Told} told @returns {Message | null} */
const remark = ({ items }) =>
  items.length > 0 ? null : { title: say("invitations.none"), next: say("invitations.none-next") };

/** @param {Page} page @param {InvitationRow} row @returns {Promise<InvitationRow>} as it is then */
async function withdraw(page, row) {
  await calls.revokeInvitation(row.id);
  toast(page, say("invitations.revoked"));
  return { ...row, state: "revoked", has_link: false };
}

/** @param {Page} page @param {unknown} caught */
function complaint(page, caught) {
  const error = toTell(page, caught);
  return error && oneLine(error);
}

/** All invitations, the newest first. @param {Page} page */
function createTickets(page) {
  const list = elt("ul", { class: "admissions" });
  const strip = elt("p", { class: "strip", role: "alert", hidden: true });
  /** @type {readonly InvitationRow[]} */
  let items = [];
  const rows = keyed(list, (/** @type {number} */ id) =>
    createTicketOf(page, rowOf(id), { revoke: () => revoke(id), refresh }),
  );
  const pages = createPages(
    (cursor) => calls.invitations(cursor, AT_ONCE),
    show,
    (error) => toTell(page, error),
  );
  const foot = createListFoot(pages, remark);
  const dom = elt("div", { class: "paged-list" }, strip, list, ...foot.nodes);

  /** @param {number} id */
  const rowOf = (id) => /** @type {InvitationRow} */ (items.find((each) => each.id === id));

  /** @param {Told} told */
  function show(told) {
    ({ items } = told);
    rows.sync(items.map(({ id }) => id));
    for (const each of items) rows.parts.get(each.id)?.sync(each, page.state().club);
    attr(list, "hidden", items.length === 0);
    foot.sync(told);
  }

  /** What was pressed may be gone from the row. @param {InvitationRow} told */
  function refresh(told) {
    pages.replace(told);
    rows.parts.get(told.id)?.focus();
  }

  /** @param {number} id */
  async function revoke(id) {
    line(strip, null);
    try {
      refresh(await withdraw(page, rowOf(id)));
    } catch (caught) {
      line(strip, complaint(page, caught));
    }
  }

  /** Shows at once what has just been made. @param {Invitation} made */
  function add(made) {
    pages.add(made);
    rows.parts.get(made.id)?.present(made.secret);
  }

  return { dom, load: pages.begin, forget: pages.forget, add };
}

/**
 * The invitations, and the form that makes one; for admins.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const tickets = createTickets(page);
  const form = createInviteForm(make);
  const paused = createPaused();
  const head = createClubHead("invitations", say("invitations.lead"));
  const dom = elt("section", { class: "club" }, head, paused, form.dom, tickets.dom);
  /** Whose page it is now; 0: it is closed. */
  let shown = 0;

  /** @param {InvitationNew} wish */
  async function make(wish) {
    const made = await calls.makeInvitation(wish);
    toast(page, sayApart("invitations.made-it", { title: titleOf(made) }));
    tickets.add(made);
  }

  /** @param {State} state */
  function sync(state) {
    const before = shown;
    shown = adminAt("invitations", state);
    attr(paused, "hidden", state.club?.sign_up !== "closed");
    if (shown === before) return;
    form.forget();
    tickets.forget();
    if (shown) tickets.load();
  }

  return { dom, sync };
}
