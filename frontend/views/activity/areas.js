import { elt, on } from "../../dom.js";
import { say } from "../../words/say.js";

/** @type {readonly (Area | "")[]} */
const AREAS = ["", "votes", "proposals", "nights", "stars", "members", "access", "settings"];

/**
 * What to show of the log, one of them at a time.
 * @param {() => void} changed
 */
export function createAreas(changed) {
  const inputs = AREAS.map((area) =>
    elt("input", {
      class: "cover",
      type: "radio",
      name: "log-area",
      value: area,
      checked: area === "",
    }),
  );
  const chips = inputs.map((input) => {
    const word = say(/** @type {Key} */ (`log.${input.value || "all"}`));
    return elt("label", { class: "chip" }, input, elt("span", {}, word));
  });
  const legend = elt("legend", { class: "visually-hidden" }, say("log.which"));
  const dom = elt("fieldset", { class: "chips reel" }, legend, ...chips);
  for (const input of inputs) on(input, "change", changed);

  const area = () => /** @type {Area | ""} */ (inputs.find(({ checked }) => checked)?.value ?? "");

  function forget() {
    inputs[0].checked = true;
  }

  return { dom, area, forget };
}
