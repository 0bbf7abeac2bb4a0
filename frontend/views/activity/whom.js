import { createAsking } from "../../asking.js";
import { createField } from "../../components/form.js";
import { elt, line, named, on } from "../../dom.js";
import { say, sayWith } from "../../words/say.js";

/** ms after the last letter, when a name is probably whole. */
const REST = 250;

/** @param {string} text */
const plain = (text) => text.toLocaleLowerCase();

/** Those whose names have these letters. @param {Iterable<Member>} members @param {string} text */
export const withName = (members, text) =>
  [...members].filter(({ name }) => plain(name).includes(plain(text)));

/** Who is meant: whose name it is, or the only one whom it fits. @param {readonly Member[]} fitting @param {string} text */
export const meant = (fitting, text) =>
  fitting.find(({ name }) => plain(name) === plain(text)) ??
  (fitting.length === 1 ? fitting[0] : null);

/** The field, those whom its text fits, and who is meant. */
function createNameField() {
  const names = elt("datalist", { id: "log-names" });
  const field = createField(
    { name: "log-member", label: say("log.whom") },
    { type: "search", list: "log-names", maxlength: 150, dir: "auto", autocomplete: "off" },
  );
  const chosen = elt("p", { class: "log-chosen", role: "status", hidden: true });
  field.dom.append(names, chosen);

  /** @param {readonly Member[]} fitting @param {Member | null} member */
  function show(fitting, member) {
    names.replaceChildren(...fitting.map(({ name }) => elt("option", { value: name })));
    named(chosen, member ? [member.name] : [], "", (name) => sayWith("log.chosen", { name }));
  }

  /** Beside the field; who has gone on meanwhile is not called back to it. @param {string | null} why */
  const lack = (why) => line(chosen, why);

  return { ...field, show, lack };
}

/**
 * A field for a member's name.
 * @param {(text: string) => Promise<readonly Member[]>} find
 * @param {() => void} changed
 * @param {(error: unknown) => string | null} explain why nobody could be looked for
 */
export function createWhom(find, changed, explain) {
  const field = createNameField();
  let timer = 0;
  const begin = createAsking();
  /** @type {Member | null} */
  let member = null;

  /** @param {readonly Member[]} fitting @param {string} text */
  function take(fitting, text) {
    const before = member;
    member = meant(fitting, text);
    field.show(fitting, member);
    if (text && fitting.length === 0) field.lack(say("log.nobody", { text }));
    if (member?.id !== before?.id) changed();
  }

  async function look() {
    const text = field.input.value.trim();
    const isWanted = begin();
    try {
      const fitting = text ? await find(text) : [];
      if (isWanted()) take(fitting, text);
    } catch (error) {
      const why = explain(error);
      if (isWanted()) field.lack(why);
    }
  }

  /** @param {number} rest */
  function soon(rest) {
    clearTimeout(timer);
    timer = window.setTimeout(look, rest);
  }

  /** Whoever comes next does not see it. */
  function forget() {
    clearTimeout(timer);
    begin();
    member = null;
    field.input.value = "";
    field.show([], null);
  }

  on(field.input, "input", () => soon(REST));
  on(field.input, "change", () => soon(0));
  return { dom: field.dom, member: () => member, forget };
}
