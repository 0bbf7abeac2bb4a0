// What makes the page nicer for whoever does something there. It comes with the first touch.
import { loadToasts } from "./components/toasts.js";
import { startPrinting } from "./print.js";
import { loadStyle } from "./style.js";

export { morph } from "./morph.js";

/** @param {() => State} state */
export function start(state) {
  loadToasts().catch(() => {});
  // Without its style the page is printed as it is seen.
  loadStyle("/styles/print.css").then(
    () => startPrinting(state),
    () => {},
  );
}
