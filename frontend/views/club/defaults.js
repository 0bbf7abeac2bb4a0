import { refresh, toast } from "../../actions.js";
import { createConfirm } from "../../components/form.js";
import { attr, elt, line } from "../../dom.js";
import { oneLine } from "../../errors.js";
import { say } from "../../words/say.js";
import * as calls from "./calls.js";
import { SETTINGS } from "./changes.js";
import { toTell } from "./refusals.js";

/** What can be put back here; the name stays, since it is the club's own. @param {ClubSettings} settings */
const resettable = ({ set_by_host: fixed }) =>
  SETTINGS.filter((key) => key !== "name" && !fixed.includes(key));

const asking = () => ({
  label: say("settings.defaults"),
  question: () => say("settings.defaults-question"),
  yes: say("settings.defaults-yes"),
});

/**
 * The way back to the settings that a new club has.
 * @param {Page} page
 * @param {(answer: calls.Versioned<ClubSettings>) => void} done
 */
export function createDefaults(page, done) {
  const strip = elt("p", { class: "form-error", role: "alert", hidden: true });
  const ask = createConfirm(asking(), reset);
  const dom = elt("div", { class: "settings-defaults" }, ask.dom, strip);

  async function reset() {
    line(strip, null);
    try {
      const { body, etag } = await calls.settings();
      const change = Object.fromEntries(resettable(body).map((key) => [key, null]));
      done(await calls.changeSettings(etag, change));
      toast(page, say("settings.defaults-done"));
      await refresh(page, true);
    } catch (caught) {
      const error = toTell(page, caught);
      line(strip, error && oneLine(error));
    }
  }

  /** @param {ClubSettings} settings */
  const sync = (settings) => attr(dom, "hidden", resettable(settings).length === 0);

  function forget() {
    ask.reset();
    line(strip, null);
  }

  return { dom, sync, forget };
}
