import { ApiError } from "../../api.js";
import { sessions as allSessions } from "../../calls.js";
import {
  busy,
  createConfirm,
  createField,
  createForm,
  createPasswordField,
} from "../../components/form.js";
import { disc } from "../../components/vote.js";
import { attr, elt, line, on, text } from "../../dom.js";
import { age, date } from "../../format.js";
import { at } from "../../root.js";
import { letters, ownCount } from "../../state.js";
import { about, oneLine } from "../../errors.js";
import { say } from "../../words/say.js";
import * as actions from "./actions.js";
import { device } from "./device.js";

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
    elt("h2", {}, say("me.admins")),
    elt("p", { class: "me-note" }, say("me.admins-note")),
    elt("a", { class: "button button-plain", href: at("/club") }, say("me.club")),
    " ",
    elt("a", { class: "button button-plain", href: at("/cache") }, say("me.film-data")),
  );

const leaving = () => ({
  label: say("me.leave"),
  question: () => say("me.leave-question"),
  yes: say("me.leave"),
});

/** The two ways out. @param {Page} page @param {Verbs['complain']} complain */
function createEnd(page, complain) {
  const out = elt("button", { class: "button button-plain", type: "button" }, say("me.sign-out"));
  const leave = createConfirm(leaving(), () => actions.leaveClub(page).catch(complain));
  on(out, "click", () => actions.signOut(page).catch(complain));
  const dom = elt(
    "section",
    { class: "panel me-end" },
    elt("h2", {}, say("me.way-out")),
    elt("p", { class: "me-note" }, say("me.sign-out-note")),
    out,
    elt("p", { class: "me-note" }, say("me.leave-note")),
    leave.dom,
  );
  return { dom, reset: leave.reset };
}

/** @param {Me} me @param {number} used */
function sinceOf({ role, created_at, proposal_limit }, used) {
  const since = date(created_at, Date.now());
  const films = say("films", { count: proposal_limit });
  return say(role === "admin" ? "me.since-admin" : "me.since-member", { date: since, used, films });
}

/** @param {Page} page */
function createNameForm(page) {
  const field = createField(
    { name: "my-name", label: say("me.name") },
    { type: "text", autocomplete: "username", spellcheck: "false", maxlength: 150, dir: "auto" },
  );
  let known = "";
  let id = 0;

  async function send() {
    const wanted = field.input.value.trim();
    if (!wanted) field.complain(say("me.no-name"));
    else if (wanted !== known) await actions.rename(page, wanted);
  }

  /** @param {ApiError} error */
  function place(error) {
    const wrong = error.slug === "name-taken" ? oneLine(error) : about(error, "/name");
    field.complain(wrong);
    return wrong !== null;
  }

  const form = createForm({ label: say("me.change-name"), look: "plain" }, send, place, field.dom);
  const dom = elt("section", { class: "panel" }, elt("h2", {}, say("me.your-name")), form.dom);

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
      current.complain(say("me.no-current"));
      return;
    }
    if ([...next.input.value].length < 12) {
      next.complain(say("me.short"));
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

  const button = { label: say("me.change-password"), look: "plain" };
  const form = createForm(button, send, place, current.dom, next.dom);
  const dom = elt("section", { class: "panel" }, elt("h2", {}, say("me.password")), form.dom);
  /** @param {Me} me */
  const sync = (me) => attr(current.dom, "hidden", !me.has_password);
  return { dom, sync, forget };
}

function createPasswordFields() {
  const current = createPasswordField(
    { name: "my-current", label: say("me.current") },
    { autocomplete: "current-password" },
  );
  const hint = say("me.new-hint");
  const next = createPasswordField(
    { name: "my-password", label: say("me.new"), hint },
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
  const seen = current
    ? say("me.this-device")
    : say("me.last-seen", { when: age(last_seen_at, Date.now()) });
  const name = device(user_agent);
  const out = elt(
    "button",
    {
      class: "button button-quiet",
      type: "button",
      "aria-label": say("me.sign-out-name", { device: name }),
    },
    say("me.sign-out"),
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
  const title = elt("h2", { tabindex: -1 }, say("me.devices"));
  const others = elt(
    "button",
    { class: "button button-plain", type: "button", hidden: true },
    say("me.sign-out-others"),
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
