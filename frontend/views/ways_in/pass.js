import { createNotice } from "../../components/notice.js";
import { elt, focusMain } from "../../dom.js";
import { say } from "../../words/say.js";

/** A card like a cinema ticket: what it is for, a tear line, and what to do. @param {Node[]} head @param {Node[]} body */
export const createPass = (head, body) =>
  elt(
    "section",
    { class: "pass" },
    elt("div", { class: "pass-head" }, ...head),
    elt("div", { class: "pass-body" }, ...body),
  );

/**
 * Shows one of several parts, or says why there is none; with neither, that one is to come.
 * @template {string} Name
 * @param {Record<Name, HTMLElement>} parts
 */
export function createChoice(parts) {
  const notice = createNotice("h1");
  const all = /** @type {HTMLElement[]} */ (Object.values(parts));
  const wait = elt("p", { class: "way-wait", role: "status" }, say("way.wait"));
  const dom = elt("div", { class: "way-in" }, ...all, notice.dom, wait);

  /**
   * @param {Name | null} name
   * @param {Message | null} [message]
   * @returns {boolean} whether that part has just come into sight
   */
  function show(name, message = null) {
    const wanted = name && parts[name];
    const isNew = Boolean(wanted?.hidden);
    const goes = all.find((part) => part !== wanted && part.contains(document.activeElement));
    for (const part of all) part.hidden = part !== wanted;
    wait.hidden = wanted !== null || message !== null;
    notice.sync(message);
    if (goes) focusMain();
    return isNew;
  }

  show(null);
  return { dom, show };
}
