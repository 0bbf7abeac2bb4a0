import { toast } from "../../actions.js";
import { createConfirm } from "../../components/form.js";
import { elt, line } from "../../dom.js";
import { oneLine } from "../../errors.js";
import { say } from "../../words/say.js";
import { toTell } from "../club/refusals.js";
import { clearActivity } from "./calls.js";

/**
 * How an admin clears the log.
 * @param {Page} page
 * @param {() => Promise<void>} cleared
 */
export function createClear(page, cleared) {
  const strip = elt("p", { class: "form-error", role: "alert", hidden: true });
  const words = {
    label: say("log.clear"),
    question: () => say("log.clear-question"),
    yes: say("log.clear-yes"),
  };
  const ask = createConfirm(words, clear);
  const heading = elt("h2", {}, say("log.clear-title"));
  const note = elt("p", { class: "log-note" }, say("log.clear-note"));
  const dom = elt("section", { class: "panel log-clear" }, heading, note, ask.dom, strip);

  async function clear() {
    line(strip, null);
    try {
      await clearActivity();
      toast(page, say("log.cleared"));
      await cleared();
    } catch (caught) {
      const error = toTell(page, caught);
      line(strip, error && oneLine(error));
    }
  }

  return { dom, forget: ask.reset };
}
