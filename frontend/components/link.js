import { elt, line, on, text } from "../dom.js";
import { at } from "../root.js";
import { say } from "../words/say.js";
import { busy, createButton } from "./form.js";
import { elsewhere, isLoopback } from "./reach.js";

/**
 * The address of a link that opens the club; its secret is in the part that browsers tell nobody.
 * @param {"/join" | "/enter"} path
 * @param {string} secret
 */
export const linkTo = (path, secret) => `${location.origin}${at(path)}#${secret}`;

/** Without https browsers have no clipboard, but all can copy what is selected. @param {HTMLInputElement} input */
export async function copy(input) {
  try {
    await navigator.clipboard.writeText(input.value);
    return true;
  } catch {
    input.focus();
    input.select();
    return document.execCommand("copy");
  }
}

/** @param {ShareData} data @returns {Promise<boolean>} false: it could not be; who thinks better of it has done it */
async function share(data) {
  try {
    await navigator.share(data);
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError";
  }
}

/** Where others cannot follow: what to do instead. */
function createWarning() {
  const next = elt("p");
  const ways = elt("ul", { class: "link-elsewhere" });
  const title = elt("strong", {}, say("loopback.title"));
  const dom = elt("div", { class: "link-warning", hidden: true }, elt("p", {}, title), next, ways);
  let shown = "";

  /** @param {Club | null} club */
  function sync(club) {
    const { hostname, host } = location;
    const all = elsewhere(club);
    const key = all.length ? "open" : club?.network_urls ? "alone" : "next";
    dom.hidden = !isLoopback(hostname);
    text(next, say(`loopback.${key}`, { host }));
    if (all.join() !== shown)
      ways.replaceChildren(...all.map((href) => elt("li", {}, elt("a", { href }, href))));
    shown = all.join();
  }

  return { dom, sync };
}

/**
 * The QR code of the link; what draws it comes when it is first seen.
 * @param {string} name
 */
function createCodePlace(name) {
  const place = elt("div", { class: "link-code" });
  const trouble = elt("p", { class: "form-help", role: "status", hidden: true });
  const dom = elt("div", { class: "link-picture" }, place, trouble);
  let shown = "";

  /** @param {string} address */
  async function show(address) {
    if (address === shown) return;
    shown = address;
    try {
      const { drawCode } = await import("./code.js");
      line(trouble, null);
      if (address === shown) place.replaceChildren(drawCode(address, name));
    } catch {
      shown = "";
      line(trouble, say("link.no-code"));
    }
  }

  return { dom, show };
}

/**
 * Copies and shares what stands in the field.
 * @param {HTMLInputElement} input
 * @param {() => string} pitch what goes with it where it is shared
 * @param {"primary" | "plain"} look
 */
function createButtons(input, pitch, look) {
  const copyIt = createButton(look, say("link.copy"));
  const shareIt = createButton("plain", say("link.share"));
  const said = elt("p", { class: "link-said", role: "status" });
  const dom = elt("div", { class: "link-buttons" }, copyIt, shareIt, said);

  async function runCopy() {
    const isCopied = await copy(input);
    if (isCopied) copyIt.focus();
    text(said, say(isCopied ? "link.copied" : "link.not-copied"));
  }

  async function runShare() {
    const isShared = await share({ text: pitch(), url: input.value });
    text(said, isShared ? "" : say("link.not-shared"));
  }

  shareIt.hidden = !("share" in navigator);
  on(copyIt, "click", () => busy(copyIt, runCopy));
  on(shareIt, "click", () => busy(shareIt, runShare));
  return { dom, reset: () => text(said, "") };
}

/**
 * A link to give away: to read, to copy, to share, and as a QR code for whoever sits beside.
 * It wants the words of "links" and /styles/link.css.
 * @param {object} words
 * @param {string} words.name tells its field from others of the page
 * @param {string} words.label what it is
 * @param {string} words.code what its QR code is called
 * @param {boolean} [words.isFolded] it is copied at once, and seen by whoever asks for it
 */
export function createLink({ name, label, code, isFolded = false }) {
  const input = elt("input", { id: name, class: "link-address", type: "text", readonly: true });
  const field = elt("div", { class: "field" }, elt("label", { for: name }, label), input);
  const warning = createWarning();
  const place = createCodePlace(code);
  const fold = elt("details", { class: "link-fold" }, elt("summary", {}, say("link.show")));
  let pitch = "";
  const buttons = createButtons(input, () => pitch, isFolded ? "plain" : "primary");
  const parts = isFolded ? [buttons.dom, fold] : [warning.dom, place.dom, field, buttons.dom];
  const dom = elt("div", { class: isFolded ? "link link-folded" : "link" }, ...parts);

  if (isFolded) fold.append(warning.dom, field, place.dom);
  on(input, "focus", () => input.select());
  on(fold, "toggle", () => fold.open && place.show(input.value));

  /**
   * @param {string} address
   * @param {Club | null} club
   * @param {string} words what goes with it where it is shared
   */
  function sync(address, club, words) {
    warning.sync(club);
    pitch = words;
    if (input.value === address) return;
    input.value = address;
    buttons.reset();
    if (!isFolded || fold.open) place.show(address);
  }

  return { dom, sync };
}
