/**
 * Runs in every browser, before the page: one of before the end of 2020 is told that it is too old,
 * one that came before the page's colours gets simpler ones, and a page that cannot start says so.
 */
(function () {
  "use strict";
  var root = document.documentElement;
  var script = /** @type {HTMLScriptElement} */ (document.currentScript);

  /** The document has the sentences, in its reader's language. @param {string} what */
  function say(what) {
    var words = document.createElement("p");
    words.className = "too-old";
    words.setAttribute("role", "alert");
    words.appendChild(document.createTextNode(script.getAttribute("data-" + what) || ""));
    root.className += " is-stuck";
    document.body.appendChild(words);
  }

  /** Chrome 86, Safari 14, Firefox 78: what came with them the page needs everywhere. */
  function isTooOld() {
    return !("noModule" in document.createElement("script")) || !root.replaceChildren;
  }

  function isOlder() {
    var hasColors = window.CSS && CSS.supports("color", "light-dark(#000, #fff)");
    var dialog = /** @type {HTMLDialogElement} */ (document.createElement("dialog"));
    return !hasColors || !dialog.showModal;
  }

  function loadOlderStyle() {
    var link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = script.src.replace(/\/old\.js$/, "/styles/older.css");
    link.className = "last-word";
    document.head.appendChild(link);
  }

  /** The shell stands until the page does. @param {Event} event */
  function explain(event) {
    var target = /** @type {any} */ (event.target);
    var isMissing = target && target.tagName === "SCRIPT";
    var isBroken = event instanceof ErrorEvent;
    if ((!isMissing && !isBroken) || !document.querySelector(".shell")) return;
    window.removeEventListener("error", explain, true);
    say(isMissing ? "missing" : "broken");
  }

  if (isTooOld()) {
    say("old");
    return;
  }
  window.addEventListener("error", explain, true);
  if (isOlder()) loadOlderStyle();
})();
