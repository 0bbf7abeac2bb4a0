import { ApiError, sessions as allSessions } from "../../api.js";
import {
  busy,
  createConfirm,
  createField,
  createForm,
  createPasswordField,
} from "../../components/form.js";
import { disc } from "../../components/vote.js";
import { attr, elt, line, on, text } from "../../dom.js";
import { age, date, device, plural } from "../../format.js";
import { at } from "../../root.js";
import { letters, ownCount } from "../../state.js";
import { about, oneLine } from "../../words.js";
import * as actions from "./actions.js";

/**
 * One's own page.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page, complain }) {
  const face = elt("div", { class: "me-face" });
  const title = elt("h1", { class: "page-title", dir: "auto" });
  const since = elt("p", { class: "sheet-lead" });
  const head = elt("div", { class: "me-head" }, face, elt("div", {}, title, since));
  const name = createNameForm(page);
  const password = createPasswordForm(page);
  const sessions = createSessions(page, complain);
  const end = createEnd(page, complain);
  const admin = createAdminPanel();
  const left = elt("div", { class: "me-side" }, name.dom, sessions.dom, admin);
  const right = elt("div", { class: "me-side" }, password.dom, end.dom);
  const dom = elt("section", { class: "me" }, head, left, right);
  let isShown = false;

  /** @param {State} state */
  function sync(state) {
    const { me, route } = state;
    const isOpened = route.name === "me" && me !== null;
    if (isOpened && !isShown) {
      end.reset();
      sessions.load();
    }
    if (isShown && !isOpened) password.forget();
    isShown = isOpened;
    if (!me) return;
    face.replaceChildren(disc(me, letters(state)));
    text(title, me.name);
    text(since, sinceOf(me, ownCount(state)));
    name.sync(me);
    password.sync(me);
    attr(admin, "hidden", me.role !== "admin");
  }

  return { dom, sync };
}

/** The ways that only admins have. */
const createAdminPanel = () =>
  elt(
    "section",
    { class: "panel me-admin" },
    elt("h2", {}, "For admins"),
    elt("p", { class: "me-note" }, "How fresh the film data is, and whether its sources answer."),
    elt("a", { class: "button button-plain", href: at("/cache") }, "Film data"),
  );

const LEAVE = {
  label: "Leave the club",
  question: () => "Leave the club? Your votes will be gone, and someone else can take your name.",
  yes: "Leave the club",
};

/** The two ways out. @param {Page} page @param {Verbs['complain']} complain */
function createEnd(page, complain) {
  const out = elt("button", { class: "button button-plain", type: "button" }, "Sign out");
  const leave = createConfirm(LEAVE, () => actions.leaveClub(page).catch(complain));
  on(out, "click", () => actions.signOut(page).catch(complain));
  const dom = elt(
    "section",
    { class: "panel me-end" },
    elt("h2", {}, "On your way out"),
    elt("p", { class: "me-note" }, "Your votes and films stay when you sign out."),
    out,
    elt(
      "p",
      { class: "me-note" },
      "If you leave the club, your votes are gone, but your films stay on the list.",
    ),
    leave.dom,
  );
  return { dom, reset: leave.reset };
}

/** @param {Me} me @param {number} used */
function sinceOf({ role, created_at, proposal_limit }, used) {
  const what = role === "admin" ? "Admin" : "Member";
  const proposed = `You’ve proposed ${used} of ${plural(proposal_limit, "film")}.`;
  return `${what} since ${date(created_at, Date.now())}. ${proposed}`;
}

/** @param {Page} page */
function createNameForm(page) {
  const field = createField(
    { name: "my-name", label: "Name" },
    { type: "text", autocomplete: "username", spellcheck: "false", maxlength: 150, dir: "auto" },
  );
  let known = "";
  let id = 0;

  async function send() {
    const wanted = field.input.value.trim();
    if (!wanted) field.complain("Everybody needs a name.");
    else if (wanted !== known) await actions.rename(page, wanted);
  }

  /** @param {ApiError} error */
  function place(error) {
    const wrong = error.slug === "name-taken" ? oneLine(error) : about(error, "/name");
    field.complain(wrong);
    return wrong !== null;
  }

  const form = createForm({ label: "Change name", look: "plain" }, send, place, field.dom);
  const dom = elt("section", { class: "panel" }, elt("h2", {}, "Your name"), form.dom);

  /** A name that is being typed stays as it is, until another member comes. @param {Me} me */
  function sync(me) {
    if (me.id !== id) field.complain(null);
    if (me.id !== id || field.input.value === known) field.input.value = me.name;
    known = me.name;
    id = me.id;
  }

  return { dom, sync };
}

/** @param {Page} page */
function createPasswordForm(page) {
  const { current, next } = createPasswordFields();

  async function send() {
    const hasOld = !current.dom.hidden;
    if (hasOld && !current.input.value) {
      current.complain("Enter your current password.");
      return;
    }
    if ([...next.input.value].length < 12) {
      next.complain("Make it at least 12 characters long.");
      return;
    }
    await actions.changePassword(page, hasOld ? current.input.value : null, next.input.value);
    forget();
  }

  function forget() {
    current.forget();
    next.forget();
  }

  /** @param {ApiError} error */
  function place(error) {
    const wrong = [about(error, "/password"), about(error, "/current_password")];
    next.complain(wrong[0]);
    current.complain(wrong[1]);
    return wrong.some((each) => each !== null);
  }

  const button = { label: "Change password", look: "plain" };
  const form = createForm(button, send, place, current.dom, next.dom);
  const dom = elt("section", { class: "panel" }, elt("h2", {}, "Password"), form.dom);
  /** @param {Me} me */
  const sync = (me) => attr(current.dom, "hidden", !me.has_password);
  return { dom, sync, forget };
}

function createPasswordFields() {
  const current = createPasswordField(
    { name: "my-current", label: "Current password" },
    { autocomplete: "current-password" },
  );
  const hint = "At least 12 characters. A whole sentence is fine.";
  const next = createPasswordField(
    { name: "my-password", label: "New password", hint },
    { autocomplete: "new-password" },
  );
  return { current, next };
}

/** This one first, then those that were used last. @param {Session} one @param {Session} other */
const byNearness = (one, other) =>
  Number(other.current) - Number(one.current) ||
  Date.parse(other.last_seen_at) - Date.parse(one.last_seen_at);

/** @param {Session} session @param {() => Promise<void>} end */
function createDevice({ current, last_seen_at, user_agent }, end) {
  const seen = current ? "This device" : `Last seen ${age(last_seen_at, Date.now())}`;
  const name = device(user_agent);
  const out = elt(
    "button",
    { class: "button button-quiet", type: "button", "aria-label": `Sign out ${name}` },
    "Sign out",
  );
  on(out, "click", () => busy(out, end));
  const words = elt("span", {}, elt("strong", {}, name), elt("span", {}, seen));
  return elt("li", {}, words, !current && out);
}

/**
 * The devices that are signed in.
 * @param {Page} page @param {Verbs['complain']} complain
 */
function createSessions(page, complain) {
  const list = elt("ul", { class: "sessions" });
  const trouble = elt("p", { class: "form-error", hidden: true });
  const title = elt("h2", { tabindex: -1 }, "Where you’re signed in");
  const others = elt(
    "button",
    { class: "button button-plain", type: "button", hidden: true },
    "Sign out everywhere else",
  );
  const dom = elt("section", { class: "panel" }, title, list, trouble, others);
  on(others, "click", () => busy(others, () => end(actions.signOutOthers(page))));

  async function load() {
    try {
      const items = [...(await allSessions())].sort(byNearness);
      line(trouble, null);
      list.replaceChildren(
        ...items.map((session) =>
          createDevice(session, () => end(actions.signOutDevice(page, session.id))),
        ),
      );
      others.hidden = !items.some((session) => !session.current);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      line(trouble, oneLine(error));
    }
  }

  /**
   * The list is read again, also when a device had signed out by itself; what was pressed may be gone.
   * @param {Promise<void>} ended
   */
  async function end(ended) {
    await ended.catch(complain).then(load);
    title.focus();
  }

  return { dom, load };
}
