import { createField, createForm } from "../../components/form.js";
import { disc } from "../../components/vote.js";
import { elt, text } from "../../dom.js";
import { about } from "../../flaws.js";
import { initials } from "../../format.js";
import { at } from "../../root.js";
import { say, sayWith } from "../../words/say.js";
import { joinAndVote } from "./actions.js";
import { createPass } from "./pass.js";
import { isAboutLink } from "./trouble.js";

/** Who invites, and to what. */
function createHead() {
  const face = elt("div", { class: "pass-face" });
  const title = elt("h1", { class: "pass-title" });
  const lead = elt("p", { class: "pass-lead", id: "join-lead" });
  let shown = "";

  /** @param {State} state @param {Opened | null} invitation */
  function sync({ club, secret }, invitation) {
    const host = invitation?.invited_by ?? null;
    const club_name = invitation?.club_name ?? club?.name ?? "";
    const key = !secret ? "join.open" : host ? "join.by" : "join.to";
    const next = JSON.stringify([key, host, club_name]);
    if (next === shown) return;
    shown = next;
    text(title, say(secret ? "join.title" : "join.title-open"));
    face.replaceChildren(...(host ? [disc(host, initials([host.name]))] : []));
    const who = elt("bdi", {}, host?.name ?? "");
    const where = elt("bdi", { class: "pass-club" }, club_name);
    lead.replaceChildren(...sayWith(key, { who, club: where }));
  }

  return { parts: [face, title, lead], sync };
}

/**
 * One field and one button.
 * @param {Page} page
 * @param {(error: ApiError) => void} fail the link does not work any more
 */
export function createNameForm(page, fail) {
  const head = createHead();
  const field = createField(
    { name: "join-name", label: say("join.name"), hint: say("join.hint") },
    {
      type: "text",
      autocomplete: "given-name",
      spellcheck: "false",
      maxlength: 150,
      dir: "auto",
      enterkeyhint: "go",
      "aria-describedby": "join-lead join-name-error join-name-hint",
    },
  );

  async function send() {
    const name = field.input.value.trim();
    const { secret } = page.state();
    if (!name) field.complain(say("join.no-name"));
    else await joinAndVote(page, secret ? { name, secret } : { name });
  }

  /** @param {ApiError} error */
  function place(error) {
    if (isAboutLink(error)) fail(error);
    const wrong = error.slug === "name-taken" ? say("join.taken") : about(error, "/name");
    field.complain(wrong);
    return isAboutLink(error) || wrong !== null;
  }

  const form = createForm({ label: say("join.join") }, send, place, field.dom);
  const back = elt("a", { href: at("/sign-in") }, say("join.sign-in"));
  const help = elt("p", { class: "form-help" }, ...sayWith("join.been-here", { link: back }));
  const dom = createPass(head.parts, [form.dom, help]);

  function forget() {
    field.input.value = "";
    field.complain(null);
    form.forget();
  }

  return { dom, sync: head.sync, forget, focus: () => field.input.focus() };
}
