import { createConfirm } from "../../components/form.js";
import { attr, elt } from "../../dom.js";
import { say } from "../../words/say.js";

/** @typedef {import("./roster.js").Act} Act */

/**
 * What can be done, each asked back in its own place.
 * @param {readonly Act[]} names
 * @param {string} name of the member
 * @param {(act: Act) => void} run
 */
export function createActs(names, name, run) {
  let isOwn = false;
  const acts = names.map((act) => {
    const question = () =>
      isOwn && act === "demote"
        ? say("ask.self-demote")
        : say(/** @type {Key} */ (`ask.${act}`), { name });
    const label = say(/** @type {Key} */ (`act.${act}`));
    const yes = say(/** @type {Key} */ (`yes.${act}`));
    return { act, ...createConfirm({ label, question, yes, about: name }, () => run(act)) };
  });
  const dom = elt("div", { class: "member-acts" }, ...acts.map((each) => each.dom));

  /** @param {readonly Act[]} possible @param {boolean} isSelf */
  function sync(possible, isSelf) {
    isOwn = isSelf;
    for (const { act, dom: node } of acts) attr(node, "hidden", !possible.includes(act));
    attr(dom, "hidden", !names.some((act) => possible.includes(act)));
  }

  return { dom, sync };
}
