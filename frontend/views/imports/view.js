import { attr, elt } from "../../dom.js";
import { memberOf } from "../../state.js";
import { say } from "../../words/say.js";
import { createChoosing } from "./choosing.js";
import { createDeeds, createFlow, createSending, START } from "./flow.js";
import { createLooking } from "./looking.js";
import { createReport } from "./report.js";

/**
 * A member's films from elsewhere, in three steps: which file, what is in it, what has become of it.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page }) {
  const title = elt("h1", { class: "page-title", tabindex: -1 }, say("title.imports"));
  const flow = createFlow(page, show);
  const sending = createSending(flow);
  const deeds = createDeeds(page, flow);
  const choosing = { ...createChoosing(sending.send), title };
  const steps = { choosing, looking: createLooking(page, deeds), report: createReport(deeds) };
  const parts = Object.entries(steps);
  const dom = elt("section", { class: "imports" }, title, ...parts.map(([, step]) => step.dom));
  /** Whose page it is; 0: it is closed. */
  let shown = 0;
  let last = START;

  /** @param {import("./flow.js").Now} now @param {boolean} isMove */
  function show(now, isMove) {
    for (const [name, step] of parts) attr(step.dom, "hidden", name !== now.step);
    steps[now.step].sync(page.state(), now);
    steps.looking.follow(now, last);
    last = now;
    if (isMove) steps[now.step].title.focus();
  }

  /** @param {State} state */
  function sync(state) {
    const next = state.route.name === "imports" ? (memberOf(state)?.id ?? 0) : 0;
    const isAnother = next !== shown;
    shown = next;
    if (isAnother) flow.forget();
    else if (shown) steps[last.step].sync(state, last);
    if (isAnother && shown) sending.goOn();
  }

  return { dom, sync };
}
