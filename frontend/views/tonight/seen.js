// What is settled is revealed once in a browser.
import { keep, recall } from "../../recall.js";
import { filmsOf } from "./evening.js";

/** What tells each film of an evening from the same film on another. @param {Tonight | null} tonight */
export const keysOf = (tonight) =>
  filmsOf(tonight).map(({ proposal_id, settled_at }) => `${proposal_id} ${settled_at}`);

/** The film that was settled on last. @param {Tonight | null} tonight */
const keyOf = (tonight) => keysOf(tonight).pop() ?? "";

/** Whether this browser has not shown it yet; it has from now on. @param {Tonight} tonight */
export function isFirst(tonight) {
  const key = keyOf(tonight);
  if (recall("revealed", [key], "") === key) return false;
  keep("revealed", key);
  return true;
}
