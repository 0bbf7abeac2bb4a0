import { attr, elt, fill, on } from "../dom.js";
import { at, root } from "../root.js";
import { say } from "../words/say.js";

/** Of the sources that want theirs to be seen. @type {Record<string, Key>} */
const LOGOS = { tmdb: "footer.tmdb" };
const YEAR = 31_536_000;

/** @param {Club["attributions"][number]} source */
function credit({ provider, text, url }) {
  const alt = provider in LOGOS ? say(LOGOS[provider]) : null;
  const logo = alt && elt("img", { src: at(`/logos/${provider}.svg`), alt, width: 24, height: 24 });
  const words = url ? elt("a", { href: url, rel: "noopener noreferrer" }, text) : text;
  return elt("p", { class: "credit" }, logo, elt("span", {}, words));
}

/** For this browser, until a member says otherwise: the server reads the cookie. @param {string} language */
function choose(language) {
  document.cookie = `marquee-language=${language}; path=${root}; max-age=${YEAR}; samesite=lax`;
  if (document.cookie) location.reload(); // Chromium sets it late, but before it is read
}

/** The other languages of the page. @param {Club} club */
const choices = ({ page_language: now, page_languages: all }) =>
  all
    .filter(({ language }) => language !== now)
    .map(({ language, name }) =>
      on(elt("button", { type: "button", lang: language }, name), "click", () => choose(language)),
    );

/**
 * What the sources of plots and posters ask to be shown, and for visitors the page's other languages:
 * members choose theirs under Me.
 * @returns {View}
 */
export function createFooter() {
  const credits = elt("div", {});
  const languages = elt("div", { class: "languages", hidden: true });
  const dom = elt("footer", { class: "footer" }, credits, languages);

  /** @type {Club | null} */
  let shown = null;

  /** @param {State} state */
  function sync({ club, open, trouble }) {
    attr(credits, "hidden", !club?.attributions.length || (open === null && trouble === null));
    if (!club || club === shown) return;
    shown = club;
    attr(languages, "hidden", club.member !== null);
    fill(credits, ...club.attributions.map(credit));
    fill(languages, ...choices(club));
  }

  return { dom, sync };
}
