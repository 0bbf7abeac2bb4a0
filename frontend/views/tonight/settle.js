import { createField, createForm } from "../../components/form.js";
import { attr, elt, line, text } from "../../dom.js";
import { titleOf } from "../../tally.js";
import { say } from "../../words/say.js";
import { settle } from "./actions.js";
import { createChoice } from "./choice.js";
import { filmsOf } from "./evening.js";
import { startOf } from "./times.js";

/** @param {string} name @param {string} label */
export const createStart = (name, label) =>
  createField({ name, label, hint: "" }, { type: "time" });

/** Whose clock it is. @param {ReturnType<typeof createStart>} field @param {string} zone */
export function sayZone(field, zone) {
  const hint = field.dom.querySelector(".field-hint");
  if (hint) text(hint, say("tonight.zone", { zone: zone.replace(/_/g, " ") }));
}

/**
 * What the answer has: nothing typed is no time, and half a time is wrong.
 * @param {ReturnType<typeof createStart>} field
 * @param {string} zone
 * @returns {{starts_at: string | null} | null} null: it is wrong, and the field says so
 */
export function readStart({ input, complain }, zone) {
  const starts_at = input.value ? startOf(input.value, zone, Date.now()) : null;
  const isWrong = input.validity.badInput || (input.value !== "" && starts_at === null);
  if (isWrong) complain(say("tonight.time-wrong"));
  return isWrong ? null : { starts_at };
}

/**
 * The words of the button.
 * @param {import("./choice.js").Choice} choice
 * @param {boolean} isSecond
 */
function labelOf(choice, isSecond) {
  if (choice === null) return say("tonight.open");
  if ("draw" in choice) return say("tonight.draw-it", { count: choice.draw });
  return say(isSecond ? "tonight.add" : "tonight.settle", { title: titleOf(choice.film) });
}

/**
 * @param {NonNullable<import("./choice.js").Choice>} choice
 * @param {{then?: boolean, starts_at?: string | null}} also
 * @returns {TonightWish}
 */
const wishOf = (choice, also) =>
  "draw" in choice ? { draw: true, ...also } : { proposal_id: choice.film.id, ...also };

/** The title of what was settled on last. @param {State} state */
const settledIn = ({ club }) => filmsOf(club?.tonight).pop()?.title ?? "";

/**
 * Chooses a film, says what follows, and settles on it.
 * @param {Page} page
 * @param {"first" | "second"} place which film of the evening it is
 * @param {(title: string) => void} done
 */
export function createSettling(page, place, done) {
  const isSecond = place === "second";
  const choice = createChoice(`tonight-${place}`, show);
  const start = createStart(`start-${place}`, say("tonight.start"));
  const follows = elt("p", { class: "night-follows", id: `follows-${place}` });
  const fields = [choice.dom, ...(isSecond ? [] : [start.dom]), follows];
  const form = createForm({ label: say("tonight.open") }, send, () => false, ...fields);
  const missing = elt("p", { class: "form-error", role: "alert" });
  form.submit.before(missing);
  attr(form.submit, "aria-describedby", follows.id);

  /** @param {import("./choice.js").Choice} chosen */
  function show(chosen) {
    const isDrawn = chosen !== null && "draw" in chosen;
    text(form.submit, labelOf(chosen, isSecond));
    const key = isDrawn ? "tonight.follows-draw" : "tonight.follows";
    text(follows, isSecond ? `${say("tonight.second-follows")} ${say(key)}` : say(key));
    if (chosen) line(missing, null);
  }

  async function send() {
    const chosen = choice.choice();
    line(missing, chosen ? null : say("tonight.choose"));
    if (chosen === null) return;
    const zone = page.state().club?.time_zone ?? "UTC";
    const also = isSecond ? { then: true } : readStart(start, zone);
    if (also && (await settle(page, wishOf(chosen, also)))) done(settledIn(page.state()));
  }

  /** @param {State} state */
  function sync(state) {
    choice.sync(state);
    sayZone(start, state.club?.time_zone ?? "UTC");
  }

  /** @param {number} [id] the film that is chosen at first */
  function reset(id) {
    choice.reset(id);
    start.input.value = "";
    start.complain(null);
    line(missing, null);
  }

  return { dom: form.dom, sync, reset };
}
