import { createField } from "../../components/form.js";
import { elt, on } from "../../dom.js";
import { say } from "../../words/say.js";
import { meant } from "../activity/whom.js";
import { members } from "../club/calls.js";

/** Names that a list has room for. */
const SUGGESTED = 50;

/** @param {string} q */
const called = (q) => members({ q, state: "", cursor: null, limit: SUGGESTED });

/**
 * Whose film it was.
 * @param {string} name tells its field from others of the page
 */
export function createWho(name) {
  const names = elt("datalist", { id: `${name}-names` });
  const field = createField(
    { name: `${name}-who`, label: say("evening.who") },
    { type: "text", list: names.id, maxlength: 150, dir: "auto", autocomplete: "off" },
  );
  field.dom.append(names);
  on(field.input, "focus", offer);

  /** The field does without them. */
  async function offer() {
    const { items } = await called("").catch(() => ({ items: [] }));
    names.replaceChildren(...items.map((each) => elt("option", { value: each.name })));
  }

  /** Their id; null: nobody is named; undefined: nobody is called so. @returns {Promise<number | null | undefined>} */
  async function id() {
    const text = field.input.value.trim();
    if (!text) return null;
    const { items } = await called(text);
    const member = meant(items, text);
    if (!member) field.complain(say("log.nobody", { text }));
    return member?.id;
  }

  return { ...field, id };
}
