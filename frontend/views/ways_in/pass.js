import { createNotice } from "../../components/notice.js";
import { elt } from "../../dom.js";

/** A card like a cinema ticket: what it is for, a tear line, and what to do. @param {Node[]} head @param {Node[]} body */
export const createPass = (head, body) =>
  elt(
    "section",
    { class: "pass" },
    elt("div", { class: "pass-head" }, ...head),
    elt("div", { class: "pass-body" }, ...body),
  );

/**
 * Shows one of several parts, or says why there is none.
 * @template {string} Name
 * @param {Record<Name, HTMLElement>} parts
 */
export function createChoice(parts) {
  const notice = createNotice("h1");
  const all = /** @type {HTMLElement[]} */ (Object.values(parts));
  const dom = elt("div", { class: "way-in" }, ...all, notice.dom);

  /**
   * @param {Name | null} name
   * @param {Message | null} [message]
   * @returns {boolean} whether that part has just come into sight
   */
  function show(name, message = null) {
    const wanted = name && parts[name];
    const isNew = Boolean(wanted?.hidden);
    for (const part of all) part.hidden = part !== wanted;
    notice.sync(message);
    return isNew;
  }

  show(null);
  return { dom, show };
}
