import { icon } from "../../components/picture.js";
import { elt, on, svg } from "../../dom.js";
import { say } from "../../words/say.js";

/** Four corners. */
const drawFull = () =>
  svg(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" }),
  );

/** @param {SVGElement} picture @param {string} label @param {() => void} run */
function createTool(picture, label, run) {
  const dom = elt("button", { class: "tool", type: "button", "aria-label": label }, picture);
  return on(dom, "click", run);
}

export function leaveFull() {
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
}

function toggleFull() {
  if (document.fullscreenElement) leaveFull();
  else document.documentElement.requestFullscreen().catch(() => {});
}

/** Few need these buttons: they show only while somebody touches something. @param {() => void} leave */
export function createTools(leave) {
  const full = createTool(drawFull(), say("screen.full"), toggleFull);
  const close = createTool(icon("close"), say("screen.leave"), leave);
  full.hidden = !document.fullscreenEnabled;
  return elt("div", { class: "tools" }, full, close);
}
