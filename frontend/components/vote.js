import { attr, elt, keyed, on, text } from "../dom.js";
import { titleOf } from "../tally.js";
import { say } from "../words/say.js";
import { icon } from "./picture.js";

/** A second click that comes sooner is the end of a double click, not a change of mind. */
const DOUBLE_CLICK_MS = 500;
/** What the system itself counts as a double click may be slower, where somebody has set it so. */
const SLOW_DOUBLE_CLICK_MS = 1_000;

/**
 * Tells presses that are meant from the second of a double click or tap, and from a key that is held
 * down.
 * @param {HTMLElement} button
 * @param {() => void} act
 * @returns {() => void} forgets the last click: the button is about something else now
 */
function onPress(button, act) {
  let last = -Infinity;
  on(button, "click", ({ detail, timeStamp: now }) => {
    const isByKey = detail === 0;
    const span = detail > 1 ? SLOW_DOUBLE_CLICK_MS : DOUBLE_CLICK_MS;
    const isMeant = isByKey || now - last >= span;
    last = now;
    if (isMeant) act();
  });
  on(button, "keydown", (event) => event.repeat && event.preventDefault());
  return () => (last = -Infinity);
}

/**
 * The button one votes with: a stub that is torn off, and the count.
 * @param {(id: number) => void} toggle
 * @param {{worded?: boolean}} [look] worded: says "Vote" beside the count
 */
export function createTicket(toggle, { worded = false } = {}) {
  let id = 0;
  const stub = elt("span", { class: "ticket-stub" }, icon("ticket"), icon("check"));
  const count = elt("span", { class: "ticket-count" });
  const word = elt("span", { class: "ticket-word" });
  const look = worded ? "ticket ticket-worded" : "ticket";
  const dom = elt("button", { class: look, type: "button" }, stub, worded && word, count);

  const forget = onPress(dom, () => {
    dom.classList.toggle("torn", !dom.hasAttribute("aria-disabled"));
    toggle(id);
  });
  on(stub, "animationend", () => dom.classList.remove("torn"));

  /** @param {Proposal} proposal @param {boolean} voted */
  function sync(proposal, voted) {
    if (id !== proposal.id) forget();
    const { tonight, isWaiting } = proposal;
    id = proposal.id;
    text(count, String(proposal.vote_count));
    const state = isWaiting ? "away.word" : voted ? "ticket.voted" : "ticket.vote";
    text(word, say(tonight ? "tonight" : state));
    dom.classList.toggle("waits", Boolean(isWaiting));
    attr(dom, "aria-pressed", String(voted));
    attr(dom, "aria-disabled", tonight && "true");
    const worn = worded && voted ? "ticket.voted-for" : "ticket.vote-for";
    const key = tonight ? "ticket.frozen" : worn;
    const votes = say("votes", { count: proposal.vote_count });
    const label = say(key, { title: titleOf(proposal), votes });
    attr(dom, "aria-label", isWaiting ? say("away.ticket", { label }) : label);
  }

  return { dom, sync };
}

/** Initials that a wide card has room for; a narrow one hides some (card.css). */
const ROOM = 3;
/** More than fit into "+99", however many are seen. */
const MANY = 99 + ROOM;

/** @param {Member} voter */
function createDisc(voter) {
  const dom = elt("span", { class: "disc" });
  dom.style.setProperty("--disc", voter.color);
  return { dom };
}

/** A member's coloured initial. @param {Member} member @param {Map<string, string>} letters */
export function disc(member, letters) {
  const { dom } = createDisc(member);
  attr(dom, "aria-hidden", "true");
  dom.textContent = letters.get(member.name) ?? "";
  return dom;
}

/**
 * Overlapping initials of who voted: the reader first, the overflow as "+n", which the style sheet
 * counts since it knows how many are seen.
 */
export function createVoters() {
  /** @type {Map<number, Member>} */
  let known = new Map();
  const spoken = elt("span", { class: "visually-hidden" });
  const row = elt("span", { class: "discs", "aria-hidden": "true" });
  const more = elt("span", { class: "disc disc-more", "aria-hidden": "true" });
  const discs = keyed(row, (/** @type {number} */ id) =>
    createDisc(/** @type {Member} */ (known.get(id))),
  );
  const dom = elt("p", { class: "voters" }, spoken, row, more);

  /**
   * @param {readonly Member[]} voters
   * @param {Member | null} member
   * @param {Map<string, string>} letters
   */
  function sync(voters, member, letters) {
    const ranked = [...voters].sort(
      (a, b) => Number(b.id === member?.id) - Number(a.id === member?.id),
    );
    const seen = ranked.slice(0, ROOM);
    known = new Map(seen.map((voter) => [voter.id, voter]));
    discs.sync(seen.map((voter) => voter.id));
    for (const voter of seen) {
      const part = discs.parts.get(voter.id);
      if (part) text(part.dom, letters.get(voter.name) ?? "");
    }
    attr(dom, "data-voters", ranked.length > MANY ? "many" : ranked.length);
    dom.style.setProperty("--voters", String(ranked.length));
    const names = ranked.map((voter) => voter.name).join(", ");
    text(spoken, names && say("voters.from", { names }));
  }

  return { dom, sync };
}
