import { createField, createForm, createPasswordField } from "../components/form.js";
import { createSheet } from "../components/sheet.js";
import { elt, line } from "../dom.js";
import { filmOf, isClosed } from "../state.js";
import { titleOf } from "../tally.js";

/** @param {string} place tells the fields of the two forms apart @param {Verbs['signIn']} signIn */
function createSignInForm(place, signIn) {
  const name = createField(
    { name: `${place}-name`, label: "Your name in the club" },
    { type: "text", autocomplete: "username", autocapitalize: "none", spellcheck: "false" },
  );
  const password = createPasswordField(
    { name: `${place}-password`, label: "Password" },
    { autocomplete: "current-password" },
  );

  async function send() {
    if (!name.input.value.trim()) {
      name.complain("Type your name.");
      return;
    }
    if (!password.input.value) {
      password.complain("Type your password.");
      return;
    }
    await signIn(name.input.value.trim(), password.input.value);
    password.input.value = "";
  }

  const form = createForm({ label: "Sign in" }, send, () => false, name.dom, password.dom);
  const help = elt(
    "p",
    { class: "form-help" },
    "No account, or no password? Ask whoever runs your club to let you in.",
  );
  const dom = elt("div", { class: "sign-in" }, form.dom, help);
  return { dom, focus: () => name.input.focus() };
}

/**
 * The sheet that asks who is there.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function createSignInView({ signIn, leave }) {
  const title = elt("h2", { class: "sheet-title" }, "Sign in");
  const why = elt("p", { class: "sheet-lead" });
  const form = createSignInForm("sheet", signIn);
  const sheet = createSheet({ name: "sign-in", title, leave }, title, why, form.dom);

  /** @param {State} state */
  function sync(state) {
    line(why, reason(state));
    if (sheet.show(state.route.name === "sign-in" && !isClosed(state))) form.focus();
  }

  return { dom: sheet.dom, sync };
}

/** @param {State} state */
function reason(state) {
  const { errand } = state;
  if (errand?.path === "/propose") return "Only members propose films.";
  const proposal = errand?.vote ? filmOf(state, errand.vote) : null;
  return proposal && `Then your vote for ${titleOf(proposal)} counts.`;
}

/**
 * The page of a club that is closed to visitors.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function createDoor({ signIn }) {
  const title = elt("h1", { class: "door-title" }, "Members only");
  const lead = elt("p", { class: "sheet-lead" }, "What is on is for members of the club to see.");
  const form = createSignInForm("door", signIn);
  const dom = elt("section", { class: "door" }, title, lead, form.dom);
  return { dom, sync() {} };
}
