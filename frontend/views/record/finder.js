import { createForm } from "../../components/form.js";
import { createNotice } from "../../components/notice.js";
import { attr, elt } from "../../dom.js";
import { explain } from "../../errors.js";
import { about } from "../../flaws.js";
import { say } from "../../words/say.js";
import { createHandFields } from "../propose/by_hand.js";
import { createResults } from "../propose/results.js";
import { createSearch } from "../propose/search.js";
import { createSeek } from "../propose/seek.js";
import { byHand, createPick } from "./pick.js";

/** @typedef {import("./pick.js").Picked} Picked */

/** A film that no search finds. @param {(film: Picked) => void} pick */
function createByHand(pick) {
  const { title, year, typed } = createHandFields("watched-hand");
  const fields = elt("div", { class: "hand-fields" }, title.dom, year.dom);

  async function send() {
    const film = typed();
    if (film) pick(byHand(film));
  }

  /** @param {ApiError} error */
  function place(error) {
    title.complain(about(error, "/title"));
    year.complain(about(error, "/year"));
    return true;
  }

  const form = createForm({ label: say("record.pick"), look: "plain" }, send, place, fields);
  const summary = elt("summary", {}, say("hand.summary"));
  const dom = elt("details", { class: "by-hand" }, summary, form.dom);

  function reset() {
    dom.open = false;
    for (const field of [title, year]) {
      field.input.value = "";
      field.complain(null);
    }
  }

  return { dom, place, reset };
}

/** @param {Found} found @returns {Message | null} */
function messageOf({ trouble, complete }) {
  if (trouble) return { title: explain(trouble).title, next: say("seek.keep-or-hand") };
  return complete ? null : { title: say("seek.away"), next: say("seek.id-or-hand") };
}

/** Finds the film that was watched. @param {(film: Picked) => void} pick */
export function createFinder(pick) {
  const search = createSearch(show);
  const { input, form } = createSeek("record-seek", search.type);
  const failure = createNotice();
  const results = createResults(input, (hit) => createPick(hit, pick));
  const hand = createByHand(pick);
  const dom = elt("div", {}, form, failure.dom, results.dom, hand.dom);

  /** @param {Found} found */
  function show(found) {
    attr(form, "aria-busy", found.busy ? "true" : null);
    failure.sync(messageOf(found));
    results.show(found);
  }

  function reset() {
    if (input.value !== "") search.type((input.value = ""));
    hand.reset();
  }

  failure.sync(null);
  return { dom, field: input, complain: hand.place, reset };
}
