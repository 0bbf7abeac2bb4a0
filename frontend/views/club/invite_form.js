import { createField, createForm } from "../../components/form.js";
import { elt } from "../../dom.js";
import { about } from "../../flaws.js";
import { say } from "../../words/say.js";
import { wholeIn } from "./numbers.js";

const MOST_PEOPLE = 1000;
const MOST_DAYS = 365;

const number = { type: "text", inputmode: "numeric", autocomplete: "off", maxlength: 4 };

function createFields() {
  const note = createField(
    {
      name: "invitation-note",
      label: say("invitations.note"),
      hint: say("invitations.note-hint"),
    },
    { type: "text", autocomplete: "off", maxlength: 200, dir: "auto" },
  );
  const people = createField(
    {
      name: "invitation-people",
      label: say("invitations.people"),
      hint: say("invitations.people-hint"),
    },
    number,
  );
  const days = createField(
    { name: "invitation-days", label: say("invitations.days"), hint: say("invitations.days-hint") },
    number,
  );
  return { note, people, days };
}

/**
 * @param {ReturnType<typeof createField>} field
 * @param {number} most
 * @param {string} wrong
 * @returns {number | null | undefined} null: left empty; undefined: wrong, and said so
 */
function read({ input, complain }, most, wrong) {
  if (input.value.trim() === "") return null;
  const value = wholeIn(input.value, 1, most);
  if (value === null) complain(wrong);
  return value ?? undefined;
}

/**
 * Makes an invitation: for whom, for how many, for how long.
 * @param {(wish: InvitationNew) => Promise<void>} make
 */
export function createInviteForm(make) {
  const { note, people, days } = createFields();

  async function send() {
    const max_uses = read(people, MOST_PEOPLE, say("invitations.people-wrong"));
    const until = read(days, MOST_DAYS, say("invitations.days-wrong"));
    if (max_uses === undefined || until === undefined) return;
    await make({ note: note.input.value.trim() || null, max_uses, days: until });
    forget();
  }

  /** @param {ApiError} error */
  function place(error) {
    const wrong = [about(error, "/note"), about(error, "/max_uses"), about(error, "/days")];
    [note, people, days].forEach((field, at) => field.complain(wrong[at]));
    return wrong.some((each) => each !== null);
  }

  function forget() {
    for (const field of [note, people, days]) {
      field.input.value = "";
      field.complain(null);
    }
    form.forget();
  }

  const numbers = elt("div", { class: "invite-numbers" }, people.dom, days.dom);
  const form = createForm({ label: say("invitations.make") }, send, place, note.dom, numbers);
  const heading = elt("h2", {}, say("invitations.new"));
  const dom = elt("section", { class: "panel invite" }, heading, form.dom);
  return { dom, forget, focus: () => note.input.focus() };
}
