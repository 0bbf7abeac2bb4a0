import { attr, elt, keyed, line, on, text } from "../dom.js";
import { plural } from "../format.js";
import { titleOf } from "../tally.js";
import { icon } from "./picture.js";

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
  const dom = elt("button", { class: "ticket", type: "button" }, stub, worded && word, count);

  on(dom, "click", () => {
    dom.classList.add("torn");
    toggle(id);
  });
  on(stub, "animationend", () => dom.classList.remove("torn"));

  /** @param {Proposal} proposal @param {boolean} voted */
  function sync(proposal, voted) {
    id = proposal.id;
    text(count, String(proposal.vote_count));
    text(word, voted ? "Voted" : "Vote");
    attr(dom, "aria-pressed", String(voted));
    const verb = worded && voted ? "Voted" : "Vote";
    const votes = plural(proposal.vote_count, "vote");
    attr(dom, "aria-label", `${verb} for ${titleOf(proposal)}: ${votes}`);
  }

  return { dom, sync };
}

const ROOM = 4;

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

/** Overlapping initials of who voted: the reader first, the overflow as "+n". */
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
    const seen = ranked.length > ROOM ? ranked.slice(0, ROOM - 1) : ranked;
    known = new Map(seen.map((voter) => [voter.id, voter]));
    discs.sync(seen.map((voter) => voter.id));
    for (const voter of seen) {
      const part = discs.parts.get(voter.id);
      if (part) text(part.dom, letters.get(voter.name) ?? "");
    }
    line(more, ranked.length > seen.length ? `+${ranked.length - seen.length}` : null);
    const names = ranked.map((voter) => voter.name).join(", ");
    text(spoken, names && `Voted: ${names}`);
  }

  return { dom, sync };
}
