import { busy, createField, createForm } from "../../components/form.js";
import { attr, elt, on } from "../../dom.js";
import { about } from "../../flaws.js";
import { say } from "../../words/say.js";
import { wholeIn } from "./numbers.js";

const MOST = 1000;

/**
 * How many films a member may have up at once.
 * @param {number} id
 * @param {string} name
 * @param {(limit: number | null) => Promise<void>} save null: like everybody else
 */
export function createLimit(id, name, save) {
  const field = createField(
    { name: `limit-${id}`, label: say("members.limit"), hint: say("members.limit-hint") },
    { type: "text", inputmode: "numeric", autocomplete: "off", maxlength: 4 },
  );
  const none = elt(
    "button",
    { class: "button button-quiet", type: "button" },
    say("members.limit-none"),
  );
  const summary = elt("summary", {}, say("members.change-limit"));
  attr(
    summary,
    "aria-label",
    say("confirm.about", { label: say("members.change-limit"), about: name }),
  );
  const form = createForm({ label: say("members.limit-save") }, send, place, field.dom);
  const dom = elt("details", { class: "member-limit" }, summary, form.dom, none);
  on(none, "click", () => busy(none, () => save(null)));

  async function send() {
    const limit = wholeIn(field.input.value, 0, MOST);
    if (limit === null) field.complain(say("members.limit-wrong"));
    else await save(limit);
  }

  /** @param {ApiError} error */
  function place(error) {
    const wrong = about(error, "/proposal_limit");
    field.complain(wrong);
    return wrong !== null;
  }

  let shown = -1;

  /** What is being typed stays, until it is saved or changed by somebody else. @param {RosterMember} member */
  function sync({ proposal_limit: limit, has_own_limit: isOwn }) {
    attr(none, "hidden", !isOwn);
    if (limit === shown) return;
    shown = limit;
    field.input.value = String(limit);
    dom.open = false;
  }

  return { dom, sync };
}
