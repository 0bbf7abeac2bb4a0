import { attr, elt, keyed, text } from "../../dom.js";
import { glide } from "../../motion.js";
import { letters } from "../../state.js";
import { say } from "../../words/say.js";
import { castOf } from "./cast.js";
import { createFilm } from "./film.js";

/** @param {import("./cast.js").Cast} cast */
function callOf({ leads, others, level }) {
  if (level > 1) return say("screen.level", { count: level });
  if (leads.length === 1) return say("screen.leads");
  return others.length > 0 ? say("screen.first") : say("screen.none");
}

/**
 * How the vote stands.
 * @param {(id: number) => void} open a film that somebody wants to know more about
 */
export function createBoard(open) {
  const call = elt("p", { class: "board-call" });
  const next = elt("p", { class: "board-none" }, say("screen.none-next"));
  const list = elt("ul", { class: "slots" });
  const dom = elt("div", { class: "board" }, call, next, list);
  const slots = keyed(list, (/** @type {number} */ id) => createFilm(id, open));
  let shown = "";

  /** @param {readonly Proposal[]} all @param {number} leads how many of them */
  function arrange(all, leads) {
    const key = `${leads} ${all.map(({ id }) => id)}`;
    if (key === shown) return;
    shown = key;
    glide(
      [...slots.parts.values()].map((part) => part.dom),
      () => {
        slots.sync(all.map(({ id }) => id));
        list.className = `slots slots-${leads}`;
      },
    );
  }

  /** @param {State} state */
  function sync(state) {
    const cast = castOf(state);
    const all = [...cast.leads, ...cast.others];
    text(call, callOf(cast));
    attr(next, "hidden", all.length > 0);
    arrange(all, cast.leads.length);
    all.forEach((proposal, at) =>
      slots.parts.get(proposal.id)?.sync(proposal, at < cast.leads.length, letters(state)),
    );
  }

  /** The films in their order. */
  const ids = () => [...slots.parts.keys()];

  /** @param {number} id */
  const focus = (id) => slots.parts.get(id)?.focus();

  return { dom, sync, ids, focus };
}
