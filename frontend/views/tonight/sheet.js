import { toast } from "../../actions.js";
import { createSheet } from "../../components/sheet.js";
import { attr, elt } from "../../dom.js";
import { at } from "../../root.js";
import { isAdmin } from "../../state.js";
import { say, sayApart } from "../../words/say.js";
import { createChange } from "./change.js";
import { createSettling } from "./settle.js";
import { takeWish } from "./wish.js";

/** Where an admin goes on, once the sheet is closed: the link that they came by may be gone. */
const home = () =>
  [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".tonight a"))].find(
    (link) => link.offsetParent !== null,
  ) ?? null;

/**
 * The dialog in which an admin settles on tonight's film, and changes the evening.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page, leave }) {
  const title = elt("h2", { class: "night-heading" }, say("tonight.heading"));
  const settling = createSettling(page, "first", done);
  const change = createChange(page, done, close);
  const sheet = createSheet(
    { name: "tonight", title, leave, home },
    title,
    settling.dom,
    change.dom,
    elt("a", { class: "night-screen", href: at("/screen") }, say("tonight.screen")),
  );

  /** Whoever has gone on meanwhile stays where they are. */
  function close() {
    if (page.state().route.name === "tonight") leave();
  }

  /** @param {string} film */
  function done(film) {
    close();
    toast(page, sayApart("tonight.it-is", { title: film }));
  }

  /** @param {State} state */
  function sync(state) {
    if (state.route.name !== "tonight" || !isAdmin(state)) {
      sheet.show(false);
      return;
    }
    const isSettled = Boolean(state.club?.tonight);
    attr(settling.dom, "hidden", isSettled);
    attr(change.dom, "hidden", !isSettled);
    if (isSettled) change.sync(state);
    else settling.sync(state);
    if (!sheet.show(true)) return;
    settling.reset(takeWish());
    change.reset();
    sync(state);
  }

  return { dom: sheet.dom, sync };
}
