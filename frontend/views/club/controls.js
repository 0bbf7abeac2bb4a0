import { createField } from "../../components/form.js";
import { attr, elt, line, on } from "../../dom.js";
import { say } from "../../words/say.js";
import { clockIn, languageOf } from "./changes.js";
import { wholeIn } from "./numbers.js";

/**
 * What one setting is changed with.
 * @typedef {object} Control
 * @property {HTMLElement} dom
 * @property {() => unknown} read undefined: it is wrong, and that is said
 * @property {(value: any) => void} show
 * @property {(message: string | null) => void} complain
 */

/** What is said instead of a setting that only the host changes. */
const byHost = () => elt("p", { class: "set-by-host", hidden: true }, say("settings.by-host"));

/**
 * Shuts a setting that the host has set in the server's environment.
 * @param {Control} control
 */
export function createSetting(control) {
  const note = byHost();
  const inside = elt("fieldset", { class: "setting-inside" }, control.dom);
  const dom = elt("div", { class: "setting" }, inside, note);

  /** @param {boolean} isByHost */
  function shut(isByHost) {
    attr(inside, "disabled", isByHost);
    attr(note, "hidden", !isByHost);
  }

  return { ...control, dom, shut };
}

/** @returns {Control} */
export function createNameControl() {
  const words = { name: "club-name", label: say("settings.name") };
  const { dom, input, complain } = createField(words, {
    type: "text",
    autocomplete: "off",
    maxlength: 100,
    dir: "auto",
  });

  function read() {
    const name = input.value.trim();
    if (!name) complain(say("settings.no-name"));
    return name || undefined;
  }

  return { dom, read, show: (value) => (input.value = value), complain };
}

/** @returns {Control} */
export function createLimitControl() {
  const { dom, input, complain } = createField(
    {
      name: "club-limit",
      label: say("settings.limit"),
      hint: say("settings.limit-hint"),
    },
    { type: "text", inputmode: "numeric", autocomplete: "off", maxlength: 4 },
  );

  function read() {
    const limit = wholeIn(input.value, 0, 1000);
    if (limit === null) complain(say("settings.limit-wrong"));
    return limit ?? undefined;
  }

  return { dom, read, show: (value) => (input.value = String(value)), complain };
}

/** Those that film clubs are likely to speak; any other can be typed. */
const LANGUAGES = [
  ..."cs-CZ da-DK de-DE en-GB en-US es-ES es-MX fi-FI fr-FR hu-HU it-IT".split(" "),
  ..."ja-JP ko-KR nb-NO nl-NL pl-PL pt-BR pt-PT sv-SE tr-TR uk-UA zh-CN".split(" "),
];

/**
 * What is typed, with suggestions, and below it what that means.
 * @param {{name: string, label: string, hint: string}} words
 * @param {number} most letters
 * @param {readonly Node[]} suggestions
 * @param {(text: string) => string | null} mean
 * @returns {Control}
 */
function createTypedControl(words, most, suggestions, mean) {
  const list = elt("datalist", { id: `${words.name}s` }, ...suggestions);
  const look = { type: "text", autocomplete: "off", spellcheck: "false" };
  const { dom, input, complain } = createField(words, { ...look, maxlength: most, list: list.id });
  const meaning = elt("p", { class: "setting-spoken", role: "status", hidden: true });
  const read = () => input.value.trim();
  const sayIt = () => line(meaning, mean(read()));
  dom.append(meaning, list);

  /** @param {string} value */
  function show(value) {
    input.value = value;
    sayIt();
  }

  on(input, "input", sayIt);
  return { dom, read, show, complain };
}

/** @returns {Control} */
export function createLanguageControl() {
  const label = say("settings.language");
  const words = { name: "club-language", label, hint: say("settings.language-hint") };
  const options = LANGUAGES.map((value) => elt("option", { value }, languageOf(value) ?? value));
  return createTypedControl(words, 5, options, (text) => {
    const language = languageOf(text);
    return language && say("settings.spoken", { language });
  });
}

/** Those that this browser knows; any other can be typed. */
function zones() {
  const { supportedValuesOf } = /** @type {{supportedValuesOf?: (key: "timeZone") => string[]}} */ (
    Intl
  );
  return supportedValuesOf?.("timeZone") ?? [];
}

/** @returns {Control} */
export function createTimeZoneControl() {
  const label = say("settings.zone");
  const words = { name: "club-time-zone", label, hint: say("settings.zone-hint") };
  const options = zones().map((value) => elt("option", { value }));
  return createTypedControl(words, 64, options, (text) => {
    const time = clockIn(text);
    return time && say("settings.clock", { time });
  });
}

/** @typedef {{value: string, label: Key, note: Key}} Choice */

/** @type {readonly Choice[]} */
export const SIGN_UPS = [
  { value: "invite", label: "signup.invite", note: "signup.invite-note" },
  { value: "open", label: "signup.open", note: "signup.open-note" },
  { value: "closed", label: "signup.closed", note: "signup.closed-note" },
];

/** @type {readonly Choice[]} */
export const READERS = [
  { value: "members", label: "reading.members", note: "reading.members-note" },
  { value: "public", label: "reading.public", note: "reading.public-note" },
];

/** @type {readonly Choice[]} */
export const MISSING = [
  { value: "hidden", label: "missing.hidden", note: "missing.hidden-note" },
  { value: "members", label: "missing.members", note: "missing.members-note" },
];

/**
 * One of a few, each with a sentence on what it means.
 * @param {string} name
 * @param {string} title
 * @param {readonly Choice[]} choices
 * @returns {Control}
 */
export function createChoiceControl(name, title, choices) {
  const error = elt("p", { class: "field-error", hidden: true });
  const inputs = choices.map(({ value }) =>
    elt("input", { class: "cover", type: "radio", name, value, id: `${name}-${value}` }),
  );
  const rows = choices.map(({ label, note }, at) => {
    const meaning = elt("span", { class: "choice-note" }, say(note));
    const words = elt(
      "span",
      { class: "choice-card" },
      elt("strong", {}, say(label)),
      " ",
      meaning,
    );
    return elt("label", { class: "choice", for: inputs[at].id }, inputs[at], words);
  });
  const dom = elt("fieldset", { class: "choices" }, elt("legend", {}, title), ...rows, error);

  return {
    dom,
    read: () => inputs.find((input) => input.checked)?.value,
    show: (value) => inputs.forEach((input) => (input.checked = input.value === value)),
    complain: (message) => line(error, message),
  };
}
