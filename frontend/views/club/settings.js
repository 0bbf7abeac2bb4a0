import { loadClub, toast } from "../../actions.js";
import { createForm } from "../../components/form.js";
import { createNotice } from "../../components/notice.js";
import { attr, elt, line } from "../../dom.js";
import { about, explain } from "../../errors.js";
import { isAdmin } from "../../state.js";
import { say } from "../../words/say.js";
import * as calls from "./calls.js";
import { SETTINGS, changesIn, merged } from "./changes.js";
import * as controls from "./controls.js";
import { createClubHead } from "./nav.js";
import { toTell } from "./refusals.js";

/** @typedef {import("./changes.js").Values} Values */

/** One for each setting, by its name. */
function createSettings() {
  const { createChoiceControl, createSetting, READERS, SIGN_UPS } = controls;
  return {
    name: createSetting(controls.createNameControl()),
    sign_up: createSetting(createChoiceControl("signup", say("settings.signup"), SIGN_UPS)),
    read_access: createSetting(createChoiceControl("reading", say("settings.reading"), READERS)),
    proposal_limit: createSetting(controls.createLimitControl()),
    language: createSetting(controls.createLanguageControl()),
    time_zone: createSetting(controls.createTimeZoneControl()),
  };
}

/** The fields, and what is read from them and shown in them. */
function createFields() {
  const all = createSettings();

  /** @returns {Values | null} null: something is wrong, and that is said */
  function read() {
    const values = SETTINGS.map((key) => [key, all[key].read()]);
    const isWhole = values.every(([, value]) => value !== undefined);
    return isWhole ? Object.fromEntries(values) : null;
  }

  /** @param {Values} values */
  function show(values) {
    for (const key of SETTINGS) all[key].show(values[key]);
  }

  /** @param {ClubSettings} settings */
  function shut({ set_by_host: fixed }) {
    for (const key of SETTINGS) all[key].shut(fixed.includes(key));
  }

  /** @param {ApiError} error @returns {boolean} whether it is said beside a field */
  function place(error) {
    const wrong = SETTINGS.map((key) => about(error, `/${key}`));
    SETTINGS.forEach((key, at) => all[key].complain(wrong[at]));
    return wrong.some((each) => each !== null);
  }

  const forget = () => SETTINGS.forEach((key) => all[key].complain(null));
  return { nodes: SETTINGS.map((key) => all[key].dom), read, show, shut, place, forget };
}

/**
 * Changes what was seen; where somebody else was faster, theirs is shown, but for what one has changed
 * oneself.
 * @param {Page} page
 * @param {ReturnType<typeof createFields>} fields
 * @param {(text: string | null) => void} tell
 */
function createEditor(page, fields, tell) {
  /** @type {calls.Versioned<ClubSettings> | null} */
  let seen = null;

  /** @param {calls.Versioned<ClubSettings>} answer @param {Values} values */
  function take(answer, values) {
    seen = answer;
    fields.shut(answer.body);
    fields.show(values);
  }

  /** @param {Values | null} [typed] what stays of it is what has been changed */
  async function load(typed = null) {
    const fresh = await calls.settings();
    take(fresh, seen && typed ? merged(seen.body, typed, fresh.body) : fresh.body);
  }

  /** @param {Values} typed @param {unknown} caught */
  async function fail(typed, caught) {
    const error = toTell(page, caught);
    if (!error) return;
    if (error.slug !== "precondition-failed") throw error;
    await load(typed);
    tell(say("settings.conflict"));
  }

  async function save() {
    tell(null);
    const typed = fields.read();
    if (!typed || !seen) return;
    const change = changesIn(seen.body, typed);
    if (Object.keys(change).length === 0) {
      toast(page, say("settings.same"));
      return;
    }
    try {
      const answer = await calls.changeSettings(seen.etag, change);
      take(answer, answer.body);
      toast(page, say("settings.saved"));
      await loadClub(page);
    } catch (error) {
      await fail(typed, error);
    }
  }

  return { load, save };
}

/**
 * What the club is called, and who may do what; for admins.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const fields = createFields();
  const notice = createNotice();
  const strip = elt("p", { class: "strip", role: "alert", hidden: true });
  const editor = createEditor(page, fields, (words) => line(strip, words));
  const form = createForm(
    { label: say("settings.save") },
    editor.save,
    fields.place,
    ...fields.nodes,
    strip,
  );
  const panel = elt("div", { class: "panel settings", hidden: true }, form.dom);
  const head = createClubHead("settings", say("settings.lead"));
  const dom = elt("section", { class: "club" }, head, notice.dom, panel);
  let isOpen = false;
  notice.sync(null);

  async function load() {
    notice.sync(null);
    line(strip, null);
    fields.forget();
    try {
      await editor.load();
      attr(panel, "hidden", false);
    } catch (caught) {
      const error = toTell(page, caught);
      const action = { label: say("try-again"), run: load };
      if (error) notice.sync({ ...explain(error), action });
    }
  }

  /** @param {State} state */
  function sync(state) {
    const wasOpen = isOpen;
    isOpen = state.route.name === "settings" && isAdmin(state);
    if (isOpen && !wasOpen) load();
    if (!isOpen && wasOpen) attr(panel, "hidden", true);
  }

  return { dom, sync };
}
