import { busy, createConfirm } from "../../components/form.js";
import { createInvite } from "../../components/invite.js";
import { attr, elt, facts, line, on, text } from "../../dom.js";
import { oneLine } from "../../errors.js";
import { say } from "../../words/say.js";
import * as calls from "./calls.js";
import { endOf, joinedOf, lostLinkOf, madeOf, standingOf, titleOf } from "./invitation.js";
import { toTell } from "./refusals.js";

/** What is torn off: how many it lets in. The words beside it say it as well. */
function createStub() {
  const number = elt("span", { class: "stub-number" });
  const dom = elt(
    "div",
    { class: "stub", "aria-hidden": "true" },
    elt("span", { class: "stub-word" }, say("invitations.admit")),
    number,
  );
  /** @param {InvitationRow} invitation */
  const sync = ({ max_uses: most }) =>
    text(number, most === null ? say("invitations.anybody") : String(most));
  return { dom, sync };
}

/**
 * The link of an invitation, for whoever asks to see it.
 * @param {Page} page
 * @param {number} id
 * @param {(told: InvitationRow) => void} refresh it has no link any more
 */
function createOpening(page, id, refresh) {
  const button = elt("button", {
    class: "button button-plain",
    type: "button",
    "aria-expanded": "false",
    "aria-controls": `invitation-${id}-link`,
  });
  const invite = createInvite(`invitation-${id}`);
  const trouble = elt("p", { class: "strip", role: "status", hidden: true });
  const dom = elt("div", { id: `invitation-${id}-link`, class: "admission-link", hidden: true });
  dom.append(trouble, invite.dom);

  /** @param {boolean} isShown */
  function show(isShown) {
    attr(dom, "hidden", !isShown);
    attr(button, "aria-expanded", String(isShown));
    text(button, say(isShown ? "invitations.hide" : "invitations.show"));
  }

  /** @param {string} secret */
  function take(secret) {
    attr(invite.dom, "hidden", false);
    line(trouble, null);
    invite.sync(secret, page.state().club);
    show(true);
  }

  async function open() {
    try {
      const told = await calls.invitation(id);
      if (told.secret) take(told.secret);
      else refresh(told);
    } catch (caught) {
      const error = toTell(page, caught);
      attr(invite.dom, "hidden", true);
      line(trouble, error && oneLine(error));
      show(error !== null);
    }
  }

  on(button, "click", () => (dom.hidden ? busy(button, open) : show(false)));
  show(false);
  return { button, dom, take, close: () => show(false) };
}

/** @param {string} title @param {() => void} run */
const createRevoke = (title, run) =>
  createConfirm(
    {
      label: say("invitations.revoke"),
      question: () => say("invitations.revoke-question"),
      yes: say("invitations.revoke-yes"),
      about: title,
    },
    run,
  );

/**
 * One invitation, which looks like a ticket.
 * @param {Page} page
 * @param {InvitationRow} first
 * @param {{revoke: () => void, refresh: (told: InvitationRow) => void}} acts
 */
export function createTicketOf(page, first, { revoke, refresh }) {
  const title = elt("h2", { class: "admission-title", dir: "auto", tabindex: -1 }, titleOf(first));
  const badge = elt("span", { class: "badge" });
  const story = elt("p", { class: "facts admission-facts" });
  const opening = createOpening(page, first.id, refresh);
  const confirm = createRevoke(titleOf(first), revoke);
  const acts = elt("div", { class: "admission-acts" }, opening.button, confirm.dom);
  const stub = createStub();
  const head = elt("div", { class: "admission-head" }, title, badge);
  const words = elt("div", { class: "admission-words" }, head, story, acts, opening.dom);
  const dom = elt("li", { class: "admission" }, stub.dom, words);
  attr(opening.button, "aria-describedby", (title.id = `invitation-${first.id}-title`));

  /** @param {InvitationRow} invitation @param {Club | null} club */
  function sync(invitation, club) {
    const standing = standingOf(invitation, club);
    const now = Date.now();
    attr(dom, "data-state", standing);
    attr(badge, "data-badge", standing);
    text(badge, say(/** @type {Key} */ (`standing.${standing}`)));
    facts(story, [
      joinedOf(invitation),
      endOf(invitation, now),
      madeOf(invitation, now),
      lostLinkOf(invitation),
    ]);
    stub.sync(invitation);
    attr(acts, "hidden", invitation.state !== "open");
    attr(opening.button, "hidden", !invitation.has_link);
    if (!invitation.has_link) opening.close();
  }

  /** Shows its link, clear of what lies over the foot of the page. @param {string | null} secret */
  function present(secret) {
    if (secret) opening.take(secret);
    title.focus({ preventScroll: true });
    dom.scrollIntoView();
  }

  return { dom, sync, present, focus: () => title.focus() };
}
