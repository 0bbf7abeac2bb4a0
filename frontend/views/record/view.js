import { eveningDate } from "../../club_clock.js";
import { createForm } from "../../components/form.js";
import { createSheet } from "../../components/sheet.js";
import { attr, elt, line, on } from "../../dom.js";
import { isAdmin } from "../../state.js";
import { say } from "../../words/say.js";
import { record } from "./actions.js";
import { createEveningFields } from "./fields.js";
import { createFinder } from "./finder.js";
import { createFilmRow, sentOf } from "./pick.js";

/** @typedef {import("./pick.js").Picked} Picked */

/**
 * What was picked, and what is noted of its evening.
 * @param {Page} page
 * @param {() => void} another
 */
function createEvening(page, another) {
  /** @type {Picked | null} */
  let film = null;
  const picked = elt("div", { class: "hit record-film" });
  const warning = elt("p", { class: "record-warning", role: "status", hidden: true });
  const fields = createEveningFields("record");
  const form = createForm({ label: say("record.add") }, send, place, ...fields.nodes, warning);
  const back = elt(
    "button",
    { class: "button button-quiet", type: "button" },
    say("record.another"),
  );
  const dom = elt("div", { class: "record-evening" }, picked, form.dom, back);
  on(back, "click", another);

  async function send() {
    const about = film;
    const evening = await fields.values();
    if (evening && about) await record(page, { ...sentOf(about), ...evening });
  }

  /** A film that is up for a vote leaves the list: that is said first. @param {ApiError} error */
  function place(error) {
    if (error.slug !== "already-open" || !film) return fields.place(error);
    show({ ...film, proposal_id: Number(error.params.proposal_id) });
    return true;
  }

  /** @param {Picked} next */
  function show(next) {
    film = next;
    const isUp = next.proposal_id !== null;
    picked.replaceChildren(...createFilmRow(next, isUp ? say("hit.up") : ""));
    fields.know(isUp);
    line(warning, isUp ? say("record.is-up") : null);
  }

  /** @param {Picked} next */
  function begin(next) {
    const date = eveningDate(Date.now(), page.state().club?.time_zone ?? "UTC");
    fields.show(next.proposal_id === null ? null : { date, note: null, proposer: null });
    show(next);
    fields.focus();
  }

  return { dom, begin };
}

/**
 * The sheet in which an admin adds a film that the club has watched.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page, leave }) {
  const title = elt("h2", { class: "sheet-title" }, say("title.record"));
  const finder = createFinder(pick);
  const evening = createEvening(page, look);
  const frame = {
    name: "record",
    title,
    leave: () => leave("/watched"),
    first: () => finder.field,
  };
  const sheet = createSheet(frame, title, finder.dom, evening.dom);

  /** @param {boolean} isPicked */
  function turn(isPicked) {
    attr(finder.dom, "hidden", isPicked);
    attr(evening.dom, "hidden", !isPicked);
  }

  /** @param {Picked} film */
  function pick(film) {
    turn(true);
    evening.begin(film);
  }

  function look() {
    turn(false);
    finder.field.focus();
  }

  /** @param {State} state */
  function sync(state) {
    const isOpen = state.route.name === "record" && isAdmin(state);
    if (isOpen === sheet.dom.open) return;
    finder.reset();
    turn(false);
    sheet.show(isOpen);
  }

  return { dom: sheet.dom, sync };
}
