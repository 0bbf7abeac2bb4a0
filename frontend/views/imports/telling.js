import { explain, oneLine } from "../../errors.js";
import { wait } from "../../times.js";
import { isKnown, say } from "../../words/say.js";

/** "Line 3", or "Entry 3"; null where nobody can say. @param {{line?: number | null, entry?: number | null}} place */
export function placeOf({ line, entry }) {
  if (line) return say("damage.at.line", { line });
  return entry ? say("damage.at.entry", { entry }) : null;
}

/** @param {Record<string, any>} params */
const damagedAt = ({ line, column, ...place }) =>
  line && column ? say("damage.at.column", { line, column }) : placeOf({ line, ...place });

/** What is wrong with a file, and where. @param {ApiError} error */
function damage(error) {
  const { damage: code, file, ...params } = error.params;
  const key = /** @type {Key} */ (`damage.${code}`);
  if (!isKnown(key)) return oneLine(error);
  const where = [file, damagedAt(params)].filter(Boolean).join(" · ");
  const what = say(key, params);
  return `${explain(error).title} ${where ? say("imports.at", { where, what }) : what}`;
}

/** Why a file was not taken. @param {ApiError} error */
export function refusal(error) {
  if (error.slug === "unreadable-file") return damage(error);
  if (error.slug === "body-too-large") return say("imports.too-large");
  if (error.slug === "busy" && error.retryAfter !== null)
    return say("imports.busy", { wait: wait(error.retryAfter) });
  return oneLine(error);
}

/** Why a row isn't taken; one that is new to the page has no words. @param {string | null} reason */
export function because(reason) {
  const key = /** @type {Key} */ (`reason.${reason}`);
  return isKnown(key) ? say(key) : null;
}
