import { refresh, toast } from "../../actions.js";
import { createForm } from "../../components/form.js";
import { createNotice } from "../../components/notice.js";
import { attr, elt, line } from "../../dom.js";
import { explain } from "../../errors.js";
import { about } from "../../flaws.js";
import { adminAt } from "../../knowing.js";
import { say } from "../../words/say.js";
import * as calls from "./calls.js";
import { SETTINGS, changesIn, merged } from "./changes.js";
import * as controls from "./controls.js";
import { createDefaults } from "./defaults.js";
import { createClubHead } from "./nav.js";
import { toTell } from "./refusals.js";

/** @typedef {import("./changes.js").Values} Values */

/** One for each setting, by its name. */
function createSettings() {
  const { createChoiceControl, createSetting, MISSING, READERS, SIGN_UPS } = controls;
  return {
    name: createSetting(controls.createNameControl()),
    sign_up: createSetting(createChoiceControl("signup", say("settings.signup"), SIGN_UPS)),
    read_access: createSetting(createChoiceControl("reading", say("settings.reading"), READERS)),
    proposal_limit: createSetting(controls.createLimitControl()),
    language: createSetting(controls.createLanguageControl()),
    time_zone: createSetting(controls.createTimeZoneControl()),
    missing_voters: createSetting(createChoiceControl("missing", say("settings.missing"), MISSING)),
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
  const nodes = SETTINGS.map((key) => all[key].dom);
  /** @returns {string | undefined} */
  const readName = () => /** @type {any} */ (all.name.read());
  return { nodes, read, readName, show, shut, place, forget };
}

/**
 * Changes what was seen; where somebody else was faster, theirs is shown, but for what one has changed
 * oneself.
 * @param {Page} page
 * @param {ReturnType<typeof createFields>} fields
 * @param {(text: string | null) => void} tell
 * @param {(settings: ClubSettings) => void} taken they are what is shown
 */
function createEditor(page, fields, tell, taken) {
  /** @type {calls.Versioned<ClubSettings> | null} */
  let seen = null;

  /** @param {calls.Versioned<ClubSettings>} answer @param {Values} values */
  function take(answer, values) {
    seen = answer;
    fields.shut(answer.body);
    fields.show(values);
    taken(answer.body);
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
      await refresh(page, true);
    } catch (error) {
      await fail(typed, error);
    }
  }

  return { load, save, take };
}

/** All settings, and the ways to change them. @param {Page} page */
function createPanel(page) {
  const fields = createFields();
  const strip = elt("p", { class: "strip", role: "alert", hidden: true });
  const defaults = createDefaults(page, put);
  const editor = createEditor(page, fields, (words) => line(strip, words), defaults.sync);
  const form = createForm(
    { label: say("settings.save") },
    editor.save,
    fields.place,
    ...fields.nodes,
    strip,
  );
  const panel = elt("div", { class: "panel settings", hidden: true }, form.dom, defaults.dom);

  /** A name that is being typed stays. @param {calls.Versioned<ClubSettings>} answer */
  function put(answer) {
    const { name } = answer.body;
    editor.take(answer, { ...answer.body, name: fields.readName() ?? name });
  }

  async function load() {
    await editor.load();
    attr(panel, "hidden", false);
  }

  /** Whoever comes next does not see it. */
  function forget() {
    attr(panel, "hidden", true);
    line(strip, null);
    for (const part of [fields, form, defaults]) part.forget();
  }

  return { dom: panel, load, forget };
}

/**
 * What the club is called, and who may do what; for admins.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const panel = createPanel(page);
  const notice = createNotice();
  const status = elt("p", { role: "status", hidden: true });
  const head = createClubHead("settings", say("settings.lead"));
  const dom = elt("section", { class: "club" }, head, notice.dom, status, panel.dom);
  /** Whose page it is now; 0: it is closed. */
  let shown = 0;
  notice.sync(null);

  async function load() {
    notice.sync(null);
    line(status, say("club.loading"));
    try {
      await panel.load();
    } catch (caught) {
      const error = toTell(page, caught);
      const action = { label: say("try-again"), run: load };
      if (error) notice.sync({ ...explain(error), action });
    }
    line(status, null);
  }

  /** @param {State} state */
  function sync(state) {
    const before = shown;
    shown = adminAt("settings", state);
    if (shown === before) return;
    panel.forget();
    if (shown) load();
  }

  return { dom, sync };
}
