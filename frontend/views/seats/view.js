import { busy } from "../../components/form.js";
import { icon } from "../../components/picture.js";
import { disc } from "../../components/vote.js";
import { attr, elt, keyed, line, on } from "../../dom.js";
import { placeOf } from "../../places.js";
import { at } from "../../root.js";
import { hasOthers, letters, memberOf } from "../../state.js";
import { isFull } from "../../knowing.js";
import { loadStyle } from "../../style.js";
import { say } from "../../words/say.js";
import { change } from "./actions.js";

/**
 * The faces of those who sit at this browser: one tap, and it is another's ballot.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create(verbs) {
  const { page } = verbs;
  const turns = createTurnsButton(verbs);
  const asking = elt("p", { class: "seats-asking" });
  const row = elt("div", { class: "seats-row" });
  const add = elt("a", { class: "seat-add", href: at("/sign-in"), "aria-label": say("seats.add") });
  const bar = elt("div", { class: "seats-bar" }, asking, row, turns.dom, add);
  const dom = elt("section", { class: "seats", "aria-label": say("seats.name") }, bar);
  /** @type {readonly Member[]} */
  let members = [];
  const faces = keyed(row, (/** @type {number} */ id) =>
    createFace(() => {
      const member = members.find((each) => each.id === id);
      return member ? change(page, member) : Promise.resolve();
    }),
  );
  add.append(icon("plus"));

  /** @param {State} state */
  function sync(state) {
    const isShown = hasOthers(state) && !placeOf(state.route.name).link;
    attr(dom, "hidden", !isShown);
    attr(add, "hidden", isFull(state));
    document.documentElement.classList.toggle("has-seats", isShown);
    members = state.club?.seats ?? [];
    const now = memberOf(state);
    line(asking, now ? null : say("seats.asking"));
    turns.sync(state);
    faces.sync(members.map(({ id }) => id));
    for (const member of members)
      faces.parts.get(member.id)?.sync(member, member.id === now?.id, letters(state));
  }

  return { dom, sync };
}

/** What goes round comes when somebody starts it. @param {Verbs} verbs */
async function loadTurns(verbs) {
  const [{ createTurns }] = await Promise.all([
    import("./turns.js"),
    loadStyle("/views/seats/turns.css"),
  ]);
  return createTurns(verbs);
}

/** The way to vote one after the other. @param {Verbs} verbs */
function createTurnsButton(verbs) {
  const name = say("turns.start");
  const dom = elt("button", { class: "seat-turns", type: "button", title: name }, name);
  /** @type {Awaited<ReturnType<typeof loadTurns>> | null} */
  let turns = null;

  async function start() {
    turns = turns ?? (await loadTurns(verbs).catch(() => null));
    const { club } = verbs.page.state();
    if (club?.member) turns?.start(club.seats, club.member);
  }

  /** @param {State} state */
  function sync(state) {
    attr(dom, "hidden", memberOf(state) === null);
    turns?.sync(state);
  }

  on(dom, "click", () => busy(dom, start));
  return { dom, sync };
}

/** @param {() => Promise<void>} take */
function createFace(take) {
  const dom = elt("button", { class: "seat-face", type: "button" });
  let shown = "";
  on(dom, "click", () => {
    if (!dom.hasAttribute("aria-current")) busy(dom, take);
  });

  /** @param {Member} member @param {boolean} isNow @param {Map<string, string>} known */
  function sync(member, isNow, known) {
    attr(dom, "aria-label", say(isNow ? "seats.now" : "seats.take", { name: member.name }));
    attr(dom, "aria-current", isNow ? "true" : null);
    attr(dom, "title", member.name);
    const face = [member.color, member.name, known.get(member.name)].join(" ");
    if (face === shown) return;
    shown = face;
    dom.replaceChildren(disc(member, known));
  }

  return { dom, sync };
}
