import { attr, elt } from "../dom.js";
import { at } from "../root.js";
import { say } from "../words/say.js";

/** Of the sources that want theirs to be seen. @type {Record<string, Key>} */
const LOGOS = { tmdb: "footer.tmdb" };

/** @param {Club["attributions"][number]} source */
function credit({ provider, text, url }) {
  const alt = provider in LOGOS ? say(LOGOS[provider]) : null;
  const logo = alt && elt("img", { src: at(`/logos/${provider}.svg`), alt, width: 24, height: 24 });
  const words = url ? elt("a", { href: url, rel: "noopener noreferrer" }, text) : text;
  return elt("p", { class: "credit" }, logo, elt("span", {}, words));
}

/** What the sources of plots and posters ask to be shown. @returns {View} */
export function createFooter() {
  const dom = elt("footer", { class: "footer" });
  /** @type {Club | null} */
  let shown = null;

  /** @param {State} state */
  function sync({ club, open, trouble }) {
    attr(dom, "hidden", !club?.attributions.length || (open === null && trouble === null));
    if (club === shown) return;
    shown = club;
    dom.replaceChildren(...(club?.attributions ?? []).map(credit));
  }

  return { dom, sync };
}
