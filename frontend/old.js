/**
 * Runs in every browser, before the page: one of before the end of 2020 is told that it is too old,
 * one that came before the page's colours gets simpler ones, and a page that cannot start says so.
 */
(function () {
  "use strict";
  var TOO_OLD = [
    "This browser is too old to show the page.",
    "Update it, or open the page in another browser.",
  ];
  var BROKEN = [
    "The page can’t start in this browser.",
    "Update the browser, or open the page in another one.",
  ];
  var MISSING = ["Part of the page didn’t load.", "Reload the page to try again."];
  var root = document.documentElement;
  var script = /** @type {HTMLScriptElement} */ (document.currentScript);

  /** @param {string[]} sentences */
  function say(sentences) {
    var words = document.createElement("div");
    words.className = "too-old";
    words.setAttribute("role", "alert");
    sentences.forEach(function (sentence) {
      var line = words.appendChild(document.createElement("p"));
      line.appendChild(document.createTextNode(sentence));
    });
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
    say(isMissing ? MISSING : BROKEN);
  }

  if (isTooOld()) {
    say(TOO_OLD);
    return;
  }
  window.addEventListener("error", explain, true);
  if (isOlder()) loadOlderStyle();
})();
