import { createOwnLink } from "../../components/own_link.js";
import { attr, elt, focusMain, named, on, text } from "../../dom.js";
import { isAdmin, memberOf } from "../../state.js";
import { say, sayWith } from "../../words/say.js";

/**
 * "Keep your seat": the reader's own link, over the films right after they have joined.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ dispatch }) {
  const title = elt("h2", { class: "keep-title" });
  const note = elt("p", { class: "keep-note" });
  const link = createOwnLink("keep-own");
  const away = elt("button", { class: "button button-quiet", type: "button" }, say("keep.done"));
  const card = elt("div", { class: "keep-card" }, title, note, link.dom, away);
  const dom = elt("section", { class: "room keep", "aria-label": say("keep.name") }, card);
  on(away, "click", () => {
    dispatch({ type: "own-link", secret: "" });
    focusMain();
  });

  /** @param {State} state */
  function sync(state) {
    const { ownLink, club, route } = state;
    attr(dom, "hidden", ownLink === "" || route.name !== "vote");
    if (!ownLink) return;
    named(title, [memberOf(state)?.name ?? ""], "", (name) => sayWith("keep.title", { name }));
    text(note, say(isAdmin(state) ? "keep.note-admin" : "keep.note"));
    link.sync(ownLink, club);
  }

  return { dom, sync };
}
