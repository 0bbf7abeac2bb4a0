import { createField, createForm, createPasswordField } from "../../components/form.js";
import { createNotice } from "../../components/notice.js";
import { attr, elt, text } from "../../dom.js";
import { at } from "../../root.js";
import { say } from "../../words/say.js";
import { signIn } from "./actions.js";
import { elsewhere } from "./elsewhere.js";

/** @param {string} place tells those of the two forms apart */
function createSignInFields(place) {
  const name = createField(
    { name: `${place}-name`, label: say("sign-in.name") },
    {
      type: "text",
      autocomplete: "username",
      autocapitalize: "none",
      spellcheck: "false",
      dir: "auto",
    },
  );
  const password = createPasswordField(
    { name: `${place}-password`, label: say("sign-in.password") },
    { autocomplete: "current-password" },
  );

  /** Says what is missing. */
  function isWhole() {
    if (!name.input.value.trim()) name.complain(say("sign-in.no-name"));
    else if (!password.input.value) password.complain(say("sign-in.no-password"));
    else return true;
    return false;
  }

  return { name, password, isWhole };
}

/** The other way in, for whoever is new. */
function createJoining() {
  const link = elt("a", { class: "button button-plain", href: at("/join") }, say("sign-in.join"));
  const dom = elt("p", { class: "sign-in-new" }, say("sign-in.new"), link);
  /** @param {boolean} isOffered */
  const sync = (isOffered) => attr(dom, "hidden", !isOffered);
  return { dom, sync };
}

/** @param {string} place @param {Page} page */
export function createSignInForm(place, page) {
  const { name, password, isWhole } = createSignInFields(place);

  async function send() {
    if (!isWhole()) return;
    await signIn(page, name.input.value.trim(), password.input.value);
    name.input.value = "";
    password.forget();
  }

  /** Whoever comes next does not see it; the name may still be wanted. */
  function forget() {
    name.complain(null);
    password.forget();
    form.forget();
  }

  const form = createForm(
    { label: say("sign-in.title") },
    send,
    () => false,
    name.dom,
    password.dom,
  );
  const help = elt("p", { class: "form-help" });
  const join = createJoining();
  const box = elt("div", {}, form.dom, join.dom, help);
  const notice = createNotice();
  const dom = elt("div", { class: "sign-in" }, notice.dom, box);

  /**
   * Where a browser would throw the cookie away nobody types a password.
   * @param {State} state
   * @returns {boolean} whether one can sign in here
   */
  function sync({ club, secret }) {
    const isOpen = secret !== "" || club?.sign_up === "open";
    join.sync(isOpen);
    text(
      help,
      [!isOpen && say("sign-in.no-account"), say("sign-in.help")].filter(Boolean).join(" "),
    );
    const message = elsewhere(club?.public_url ?? null, window);
    notice.sync(message);
    attr(box, "hidden", message !== null);
    return message === null;
  }

  return { dom, sync, focus: () => name.input.focus(), forget };
}
