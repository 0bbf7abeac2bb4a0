import { svg } from "../dom.js";
import { generate } from "../vendor/lean-qr-2.7.4.js";

/** Dots of light around it, without which no camera finds it. */
const MARGIN = 4;

/**
 * Its dark dots, those side by side in one stroke.
 * @param {import("../vendor/lean-qr-2.7.4.js").Code} code
 */
export function outline(code) {
  let path = "";
  for (let y = 0; y < code.size; y += 1)
    for (let x = 0, end = 0; x < code.size; x = end + 1) {
      for (end = x; code.get(end, y); end += 1);
      if (end > x) path += `M${x} ${y}h${end - x}v1H${x}z`;
    }
  return path;
}

/** A QR code, dark on light by night as well. @param {string} text @param {string} name what it is */
export function drawCode(text, name) {
  const code = generate(text);
  const size = code.size + 2 * MARGIN;
  return svg(
    "svg",
    {
      class: "code",
      viewBox: `${-MARGIN} ${-MARGIN} ${size} ${size}`,
      role: "img",
      "aria-label": name,
      "shape-rendering": "crispEdges",
    },
    svg("path", { d: outline(code) }),
  );
}
