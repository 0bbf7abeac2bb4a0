import { createField, createForm, createPasswordField } from "../components/form.js";
import { createNotice } from "../components/notice.js";
import { createSheet } from "../components/sheet.js";
import { attr, elt, line } from "../dom.js";
import { filmOf, isClosed } from "../state.js";
import { titleOf } from "../tally.js";
import { elsewhere } from "../words.js";

const HELP = "No account yet, or forgot your password? Ask whoever hosts the club.";

/** @param {string} place tells the fields of the two forms apart @param {Verbs['signIn']} signIn */
function createSignInForm(place, signIn) {
  const name = createField(
    { name: `${place}-name`, label: "Your name in the club" },
    {
      type: "text",
      autocomplete: "username",
      autocapitalize: "none",
      spellcheck: "false",
      dir: "auto",
    },
  );
  const password = createPasswordField(
    { name: `${place}-password`, label: "Password" },
    { autocomplete: "current-password" },
  );

  async function send() {
    if (!name.input.value.trim()) {
      name.complain("Enter your name.");
      return;
    }
    if (!password.input.value) {
      password.complain("Enter your password.");
      return;
    }
    await signIn(name.input.value.trim(), password.input.value);
    password.forget();
  }

  const form = createForm({ label: "Sign in" }, send, () => false, name.dom, password.dom);
  const box = elt("div", {}, form.dom, elt("p", { class: "form-help" }, HELP));
  const notice = createNotice();
  const dom = elt("div", { class: "sign-in" }, notice.dom, box);

  /**
   * Where a browser would throw the cookie away nobody types a password.
   * @param {State} state
   * @returns {boolean} whether one can sign in here
   */
  function sync({ club }) {
    const message = elsewhere(club?.public_url ?? null, window);
    notice.sync(message);
    attr(box, "hidden", message !== null);
    return message === null;
  }

  return { dom, sync, focus: () => name.input.focus(), forget: password.forget };
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

  let isOpen = false;

  /** @param {State} state */
  function sync(state) {
    const wasOpen = isOpen;
    isOpen = state.route.name === "sign-in" && !isClosed(state);
    line(why, form.sync(state) ? reason(state) : null);
    if (sheet.show(isOpen)) form.focus();
    if (wasOpen && !isOpen) form.forget();
  }

  return { dom: sheet.dom, sync };
}

/** @param {State} state */
function reason(state) {
  const { errand } = state;
  if (errand?.path === "/propose") return "Sign in to propose a film.";
  const proposal = errand?.vote ? filmOf(state, errand.vote) : null;
  return proposal && `Sign in, and your vote for ${titleOf(proposal)} counts.`;
}

/**
 * The page of a club that is closed to visitors.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function createDoor({ signIn }) {
  const title = elt("h1", { class: "door-title" }, "Members only");
  const lead = elt("p", { class: "sheet-lead" }, "Sign in to see what’s on.");
  const form = createSignInForm("door", signIn);
  const dom = elt("section", { class: "door" }, title, lead, form.dom);
  let isAsked = false;

  /** @param {State} state */
  function sync(state) {
    const wasAsked = isAsked;
    isAsked = isClosed(state) && state.route.name === "sign-in";
    attr(lead, "hidden", !form.sync(state));
    if (isAsked && !wasAsked) form.focus();
  }

  return { dom, sync };
}
