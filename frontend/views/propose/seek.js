import { createField } from "../../components/form.js";
import { elt, on } from "../../dom.js";
import { say } from "../../words/say.js";

/**
 * The one field for a title, an IMDb id or a link, and its search.
 * @param {string} name tells it from others of the page
 * @param {(text: string, options?: {atOnce?: boolean}) => void} type
 */
export function createSeek(name, type) {
  const field = createField(
    { name, label: say("seek.label") },
    {
      type: "search",
      dir: "auto",
      autocomplete: "off",
      spellcheck: "false",
      enterkeyhint: "search",
      maxlength: 200,
    },
  );
  const form = elt("form", { class: "seek", role: "search" }, field.dom);
  on(field.input, "input", () => type(field.input.value));
  on(form, "submit", (event) => {
    event.preventDefault();
    type(field.input.value, { atOnce: true });
  });
  return { input: field.input, form };
}
