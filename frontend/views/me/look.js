import { createField, createForm } from "../../components/form.js";
import { createSaver } from "../../components/saver.js";
import { elt, line, on } from "../../dom.js";
import { oneLine } from "../../errors.js";
import { about } from "../../flaws.js";
import { say } from "../../words/say.js";
import * as actions from "./actions.js";

/** @type {readonly [Color, Key][]} */
const COLORS = [
  ["#c2410c", "color.orange"],
  ["#b45309", "color.amber"],
  ["#4d7c0f", "color.olive"],
  ["#15803d", "color.green"],
  ["#0f766e", "color.teal"],
  ["#0e7490", "color.petrol"],
  ["#1d4ed8", "color.blue"],
  ["#4338ca", "color.indigo"],
  ["#6d28d9", "color.violet"],
  ["#a21caf", "color.magenta"],
  ["#be185d", "color.pink"],
  ["#9f1239", "color.red"],
];

/** What others see of a member: the name and the colour. @param {Page} page */
export function createLook(page) {
  const name = createNameForm(page);
  const color = createColors(page);
  const title = elt("h2", {}, say("me.look"));
  const dom = elt("section", { class: "panel me-look" }, title, name.dom, color.dom);

  /** @param {Me} me */
  function sync(me) {
    name.sync(me);
    color.sync(me);
  }

  function forget() {
    name.forget();
    color.forget();
  }

  return { dom, sync, forget };
}

/** @param {Page} page */
function createNameForm(page) {
  const field = createField(
    { name: "my-name", label: say("me.name") },
    { type: "text", autocomplete: "username", spellcheck: "false", maxlength: 150, dir: "auto" },
  );
  let known = "";
  let id = 0;

  async function send() {
    const wanted = field.input.value.trim();
    field.input.value = wanted;
    if (!wanted) field.complain(say("me.no-name"));
    else if (wanted !== known) await actions.rename(page, wanted);
  }

  /** @param {ApiError} error */
  function place(error) {
    const wrong = error.slug === "name-taken" ? oneLine(error) : about(error, "/name");
    field.complain(wrong);
    return wrong !== null;
  }

  const form = createForm({ label: say("me.change-name"), look: "plain" }, send, place, field.dom);

  /** A name that is being typed stays as it is, until another member comes. @param {Me} me */
  function sync(me) {
    if (me.id !== id || field.input.value === known) field.input.value = me.name;
    known = me.name;
    id = me.id;
  }

  function forget() {
    field.input.value = known;
    field.complain(null);
    form.forget();
  }

  return { dom: form.dom, sync, forget };
}

/** @param {string} value @param {string} name */
function createSwatch(value, name) {
  const input = elt("input", { type: "radio", name: "my-color", value, "aria-label": name });
  const dot = elt("span", { class: value ? "swatch-dot" : "swatch-dot swatch-own" });
  if (value) dot.style.setProperty("--disc", value);
  const word = value ? null : elt("span", {}, name);
  return { input, dom: elt("label", { class: "swatch", title: name }, input, dot, word) };
}

/** The colours to choose from; a choice is kept at once. @param {Page} page */
function createColors(page) {
  const own = createSwatch("", say("color.own"));
  const swatches = [own, ...COLORS.map(([value, key]) => createSwatch(value, say(key)))];
  const trouble = elt("p", { class: "form-error", role: "alert", hidden: true });
  const chosen = elt("p", { class: "field-hint", role: "status" });
  const row = elt("div", { class: "swatches" }, ...swatches.map(({ dom }) => dom));
  const legend = elt("legend", {}, say("me.color"));
  const dom = elt("fieldset", { class: "me-colors" }, legend, row, chosen, trouble);
  const saver = createSaver(
    (/** @type {Color | ""} */ color) => actions.paint(page, color || null),
    (error) => {
      line(trouble, error && oneLine(error));
      const { me } = page.state();
      if (me) sync(me);
    },
  );
  on(row, "change", ({ target }) => saver.want(target.value));

  /** @param {Me} me */
  function sync({ color, has_own_color: isChosen }) {
    if (saver.isBusy()) return;
    const value = isChosen ? color : "";
    for (const { input } of swatches) input.checked = input.value === value;
    const known = COLORS.find(([each]) => each === value);
    line(chosen, say(known ? known[1] : "color.own-note"));
  }

  return { dom, sync, forget: () => line(trouble, null) };
}
