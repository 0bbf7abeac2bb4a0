import { busy, createButton } from "../../components/form.js";
import { attr, elt, line, on } from "../../dom.js";
import { say } from "../../words/say.js";
import { createHit, hitOf, nameOf } from "../propose/hit.js";

/**
 * A film on one's list, as a search would find it, and the way off the list.
 * @param {Wished} wished
 * @param {{vote: (id: number) => void, propose: (wished: Wished) => Promise<void>, takeOff: (wished: Wished) => Promise<void>}} verbs
 * @param {(error: unknown) => void} fail
 */
export function createRow(wished, { vote, propose, takeOff }, fail) {
  const hit = hitOf(wished.film, wished);
  const others = wished.wish_count - 1;
  const remark = elt("span", { class: "wish-remark" });
  const off = createButton("quiet", say("watchlist.remove"));
  line(remark, others > 0 ? say("wish.with-others", { count: others }) : null);
  attr(off, "aria-label", say("wish.remove-it", { title: nameOf(hit) }));
  on(off, "click", () => busy(off, () => takeOff(wished).catch(fail)));
  return createHit(
    hit,
    { vote, propose: () => propose(wished).catch(fail) },
    { remark, button: off },
  );
}
