import { createField } from "../../components/form.js";
import { attr } from "../../dom.js";
import { about } from "../../flaws.js";
import { say } from "../../words/say.js";
import { createWho } from "./who.js";

/** @typedef {{date: string | null, note: string | null, proposer_id?: number | null}} Evening */

/**
 * What is noted of an evening: its date, whose film it was, and anything else.
 * @param {string} name tells its fields from others of the page
 */
export function createEveningFields(name) {
  const date = createField(
    { name: `${name}-date`, label: say("evening.date"), hint: say("evening.date-hint") },
    { type: "date", min: "1970-01-02" },
  );
  const note = createField(
    { name: `${name}-note`, label: say("evening.note") },
    { type: "text", maxlength: 500, dir: "auto", autocomplete: "off" },
  );
  const who = createWho(name);

  /** @param {Pick<Screening, "date" | "note" | "proposer"> | null} evening */
  function show(evening) {
    date.input.value = evening?.date ?? "";
    note.input.value = evening?.note ?? "";
    who.input.value = evening?.proposer?.name ?? "";
    for (const field of [date, note, who]) field.complain(null);
  }

  /** Where the film was up for a vote, it is known whose it was. @param {boolean} isKnown */
  function know(isKnown) {
    attr(who.dom, "hidden", isKnown);
  }

  /** What is in them; null: they complain. @returns {Promise<Evening | null>} */
  async function values() {
    const evening = { date: date.input.value || null, note: note.input.value.trim() || null };
    if (who.dom.hidden) return evening;
    const proposer_id = await who.id();
    return proposer_id === undefined ? null : { ...evening, proposer_id };
  }

  /** @param {ApiError} error */
  function place(error) {
    const wrong = [about(error, "/date"), about(error, "/note")];
    date.complain(wrong[0]);
    note.complain(wrong[1]);
    return wrong.some(Boolean);
  }

  return {
    nodes: [date.dom, who.dom, note.dom],
    focus: () => date.input.focus(),
    show,
    know,
    values,
    place,
  };
}
