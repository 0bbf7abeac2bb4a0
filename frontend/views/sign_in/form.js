import { createField, createForm, createPasswordField } from "../../components/form.js";
import { createNotice } from "../../components/notice.js";
import { attr, elt } from "../../dom.js";
import { elsewhere } from "../../words.js";
import { signIn } from "./actions.js";

const HELP = "No account yet, or forgot your password? Ask whoever hosts the club.";

/** @param {string} place tells the fields of the two forms apart @param {Page} page */
export function createSignInForm(place, page) {
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
    await signIn(page, name.input.value.trim(), password.input.value);
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
