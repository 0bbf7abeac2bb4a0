import { createOwnLink } from "../../components/own_link.js";
import { attr, elt, named, text } from "../../dom.js";
import { at } from "../../root.js";
import { isClosed, memberOf } from "../../state.js";
import { say, sayWith } from "../../words/say.js";
import { createPass } from "./pass.js";

/**
 * For whoever has joined and is not through to the films: the browser kept no cookie, or an admin has
 * to let them in first.
 */
export function createKept() {
  const title = elt("h1", { class: "pass-title" });
  const lead = elt("p", { class: "pass-lead" });
  const link = createOwnLink("join-own");
  const films = elt("a", { class: "button button-plain", href: at("/") }, say("way.films"));
  const note = elt("p", { class: "pass-note" }, say("own.note"));
  const keep = elt("div", {}, note, link.dom);
  const dom = createPass([title, lead], [keep, films]);

  /** @param {State} state */
  function sync(state) {
    const { club, ownLink } = state;
    const me = memberOf(state);
    const key = !me ? "unkept" : me.state === "waiting" ? "waiting" : "let-in";
    named(title, [me?.name ?? ""], "", (name) => sayWith(`kept.${key}`, { name }));
    text(lead, say(`kept.${key}-next`));
    attr(keep, "hidden", ownLink === "");
    if (ownLink) link.sync(ownLink, club);
    attr(films, "hidden", !me || isClosed(state));
  }

  return { dom, sync };
}
