import { createOwnLink } from "../../components/own_link.js";
import { attr, elt, text } from "../../dom.js";
import { at } from "../../root.js";
import { memberOf } from "../../state.js";
import { say } from "../../words/say.js";
import { createPass } from "./pass.js";

/**
 * For whoever has joined and is not through to the films: the browser kept no cookie, or an admin has
 * to let them in first.
 */
export function createKept() {
  const title = elt("h1", { class: "pass-title", dir: "auto" });
  const lead = elt("p", { class: "pass-lead" });
  const link = createOwnLink("join-own");
  const films = elt("a", { class: "button button-plain", href: at("/") }, say("way.films"));
  const note = elt("p", { class: "pass-note" }, say("own.note"));
  const dom = createPass([title, lead], [note, link.dom, films]);

  /** @param {State} state */
  function sync(state) {
    const { club, ownLink } = state;
    if (!ownLink) return;
    const me = memberOf(state);
    text(title, me ? say("waiting.title", { name: me.name }) : say("unkept.title"));
    text(lead, say(me ? "waiting.next" : "unkept.next"));
    link.sync(ownLink, club);
    attr(films, "hidden", !me || club?.read_access !== "public");
  }

  return { dom, sync };
}
