import { ApiError } from "../api.js";
import { attr, elt, line, on, text } from "../dom.js";
import { oneLine } from "../errors.js";
import { sentence } from "../flaws.js";
import { say } from "../words/say.js";

/**
 * A labelled input with a place for its hint and its error.
 * @param {{name: string, label: string, hint?: string}} words
 * @param {Record<string, string | number | boolean | null>} [attributes]
 */
export function createField({ name, label, hint }, attributes = {}) {
  const error = elt("p", { class: "field-error", id: `${name}-error`, hidden: true });
  const note = elt("p", { class: "field-hint", id: `${name}-hint` }, hint ?? "");
  const described = hint ? `${name}-error ${name}-hint` : `${name}-error`;
  const input = elt("input", { id: name, name, "aria-describedby": described, ...attributes });
  const box = elt("div", { class: "field-box" }, input);
  const dom = elt(
    "div",
    { class: "field" },
    elt("label", { for: name }, label),
    box,
    error,
    hint !== undefined && note,
  );

  /** @param {string | null} message */
  function complain(message) {
    line(error, message && sentence(message));
    attr(input, "aria-invalid", message ? "true" : null);
    if (message) input.focus();
  }

  on(input, "input", () => complain(null));
  return { dom, box, input, complain };
}

/**
 * A password input that can be read while it is typed.
 * @param {Parameters<typeof createField>[0]} words
 * @param {Record<string, string | number | boolean | null>} attributes
 */
export function createPasswordField(words, attributes) {
  const field = createField(words, { type: "password", ...attributes });
  const show = elt(
    "button",
    { class: "field-show", type: "button", "aria-label": say("password.show-it") },
    say("password.show"),
  );
  /** @param {boolean} isSeen */
  function reveal(isSeen) {
    field.input.type = isSeen ? "text" : "password";
    show.textContent = say(isSeen ? "password.hide" : "password.show");
    attr(show, "aria-label", say(isSeen ? "password.hide-it" : "password.show-it"));
  }

  /** Whoever comes next does not see it. */
  function forget() {
    field.input.value = "";
    field.complain(null);
    reveal(false);
  }

  on(show, "click", () => reveal(field.input.type === "password"));
  field.box.append(show);
  return { ...field, forget };
}

/**
 * A form with one thing to do: sends once at a time and says what went wrong.
 * @param {{label: string, look?: string}} button
 * @param {() => Promise<unknown>} send
 * @param {(error: ApiError) => boolean} place puts it beside its field, or leaves it
 * @param {...Node} fields
 */
export function createForm({ label, look = "primary" }, send, place, ...fields) {
  const error = elt("p", { class: "form-error", role: "alert", hidden: true });
  const submit = elt("button", { class: `button button-${look}`, type: "submit" }, label);
  const dom = elt("form", { class: "form", novalidate: true }, ...fields, error, submit);

  async function attempt() {
    line(error, null);
    try {
      await send();
    } catch (trouble) {
      if (!(trouble instanceof ApiError)) throw trouble;
      if (!place(trouble)) line(error, oneLine(trouble));
    }
  }

  on(dom, "submit", (event) => {
    event.preventDefault();
    return busy(submit, attempt);
  });
  /** What went wrong for one is not there for the next. */
  const forget = () => line(error, null);

  return { dom, submit, forget };
}

/** @param {"primary" | "plain" | "quiet"} look @param {string} label */
export const createButton = (look, label) =>
  elt("button", { class: `button button-${look}`, type: "button" }, label);

/**
 * A button that asks back in its own place before it does something that cannot be undone.
 * @param {{label: string, question: () => string, yes: string, about?: string}} words
 *   about: what tells it from others beside it
 * @param {() => void | Promise<void>} run once at a time
 * @param {...Node} fields what can be chosen before
 */
export function createConfirm({ label, question, yes, about }, run, ...fields) {
  const ask = createButton("quiet", label);
  const sure = createButton("primary", yes);
  const keep = createButton("quiet", say("confirm.no"));
  const asked = elt("p");
  const box = elt(
    "div",
    { class: "confirm", role: "group", hidden: true },
    asked,
    ...fields,
    sure,
    keep,
  );
  const dom = elt("div", { class: "confirmed" }, ask, box);

  if (about !== undefined) attr(ask, "aria-label", say("confirm.about", { label, about }));

  /** @param {boolean} asking */
  function show(asking) {
    ask.hidden = asking;
    box.hidden = !asking;
  }

  on(ask, "click", () => {
    if (isBusy(ask)) return;
    text(asked, question());
    attr(box, "aria-label", question());
    show(true);
    keep.focus();
  });
  on(keep, "click", () => {
    show(false);
    ask.focus();
  });
  on(sure, "click", () => {
    show(false);
    ask.focus();
    return busy(ask, async () => run());
  });
  return { dom, reset: () => show(false) };
}

/** @param {HTMLButtonElement} button */
const isBusy = (button) => button.hasAttribute("aria-disabled");

/** Once at a time. @param {HTMLButtonElement} button @param {() => Promise<void>} run */
export async function busy(button, run) {
  if (isBusy(button)) return;
  attr(button, "aria-disabled", "true");
  try {
    await run();
  } finally {
    attr(button, "aria-disabled", null);
  }
}
