import { ApiError } from "../../api.js";
import { createForm, createPasswordField } from "../../components/form.js";
import { elt, named } from "../../dom.js";
import { explain } from "../../errors.js";
import { at } from "../../root.js";
import { memberOf } from "../../state.js";
import { say, sayWith } from "../../words/say.js";
import { enter } from "./actions.js";
import { createChoice, createPass } from "./pass.js";
import { explainLink, notHere, signInInstead, tryAgain } from "./trouble.js";

/**
 * Where a member's own link leads: into their seat at once. An admin is asked for the password first,
 * and whoever sits here already is asked whether that is meant.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page, retry }) {
  const attempt = createAttempt(page, () => sync(page.state()));
  const password = createPasswordForm(page, attempt.fail);
  const question = createQuestion(attempt.open);
  const choice = createChoice({ password: password.dom, question: question.dom });

  /** @param {State} state @returns {Parameters<typeof choice.show>} */
  function choose(state) {
    const { club, secret, trouble: away } = state;
    if (!club) return [null, away && { ...explain(away), action: tryAgain(retry) }];
    if (!secret) return [null, noLink()];
    const elsewhere = notHere(club, secret);
    if (elsewhere) return [null, elsewhere];
    if (!attempt.isTried()) return [memberOf(state) && "question"];
    const why = attempt.trouble();
    if (why?.slug === "password-needed") return ["password"];
    return [null, why && explainLink(why, attempt.open)];
  }

  /** @param {State} state */
  function sync(state) {
    if (state.route.name !== "enter") {
      password.forget();
      attempt.forget();
      choice.show(null);
      return;
    }
    const [part, message] = choose(state);
    question.sync(state);
    if (choice.show(part, message) && part === "password") password.focus();
    const isReady = state.club !== null && state.secret !== "" && part === null && !message;
    if (isReady && !attempt.isTried()) attempt.open();
  }

  return { dom: choice.dom, sync };
}

/**
 * Comes in by the link, once for each.
 * @param {Page} page
 * @param {() => void} changed
 */
function createAttempt(page, changed) {
  let tried = "";
  /** @type {ApiError | null} */
  let trouble = null;

  /** @param {ApiError | null} error */
  function fail(error) {
    trouble = error;
    changed();
  }

  async function open() {
    tried = page.state().secret;
    trouble = null;
    try {
      await enter(page, { entry: tried });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      fail(error);
    }
  }

  return {
    open,
    fail,
    forget: () => (tried = ""),
    isTried: () => tried === page.state().secret,
    trouble: () => trouble,
  };
}

/** @returns {Message} */
const noLink = () => ({
  title: say("enter.no-link"),
  next: say("enter.no-link-next"),
  action: signInInstead(),
});

/** @param {Page} page @param {(error: ApiError) => void} fail the link does not work any more */
function createPasswordForm(page, fail) {
  const field = createPasswordField(
    { name: "enter-password", label: say("sign-in.password") },
    { autocomplete: "current-password" },
  );

  async function send() {
    if (!field.input.value) field.complain(say("sign-in.no-password"));
    else await enter(page, { entry: page.state().secret, password: field.input.value });
  }

  /** @param {ApiError} error */
  function place(error) {
    if (error.slug === "link-unknown") fail(error);
    field.complain(error.slug === "sign-in-failed" ? say("enter.wrong-password") : null);
    return error.slug === "link-unknown" || error.slug === "sign-in-failed";
  }

  const form = createForm({ label: say("sign-in.title") }, send, place, field.dom);
  const title = elt("h1", { class: "pass-title" }, say("enter.title"));
  const lead = elt("p", { class: "pass-lead" }, say("enter.admin"));
  return {
    dom: createPass([title, lead], [form.dom]),
    forget() {
      field.forget();
      form.forget();
    },
    focus: () => field.input.focus(),
  };
}

/** Whether to come in beside somebody else. @param {() => Promise<void>} open */
function createQuestion(open) {
  const title = elt("h1", { class: "pass-title" }, say("enter.title"));
  const lead = elt("p", { class: "pass-lead" });
  const form = createForm({ label: say("enter.open") }, open, () => false);
  const films = elt("a", { class: "button button-quiet", href: at("/") }, say("way.films"));
  const dom = createPass([title, lead], [elt("div", { class: "pass-ways" }, form.dom, films)]);

  /** @param {State} state */
  const sync = (state) =>
    named(lead, [memberOf(state)?.name ?? ""], "", (name) => sayWith("enter.beside", { name }));

  return { dom, sync };
}
