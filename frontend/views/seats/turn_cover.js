import { busy, createButton } from "../../components/form.js";
import { attr, elt, on, text } from "../../dom.js";
import { say, sayWith } from "../../words/say.js";

/** The curtain between two people: whose turn it is. @param {{begin: () => Promise<void>, stop: () => Promise<void>}} acts */
export function createCover({ begin, stop }) {
  const title = elt("h2", { class: "turn-title", id: "turn-cover" });
  const note = elt("p", { class: "turn-note" }, say("turns.note"));
  const ready = createButton("primary", "");
  const end = createButton("plain", say("turns.stop"));
  const place = elt("p", { class: "turn-place" });
  const inside = elt("div", { class: "turn-sign" }, place, title, note, ready, end);
  const dom = elt("section", { class: "turn-curtain" }, inside);
  on(ready, "click", () => busy(ready, begin));
  on(end, "click", () => busy(end, stop));

  /** @param {Member} member @param {{at: number, count: number}} where */
  function about({ name }, where) {
    const called = elt("span", { class: "turn-name", dir: "auto" }, name);
    title.replaceChildren(...sayWith("turns.now", { name: called }));
    text(ready, say("turns.ready", { name }));
    text(place, say("turns.place", where));
    attr(ready, "dir", "auto");
  }

  return { dom, about, sync() {}, focus: () => ready.focus() };
}

/** All have had their turn. @param {() => Promise<void>} stop */
export function createFinale(stop) {
  const title = elt("h2", { class: "turn-title", id: "turn-over" }, say("turns.over"));
  const result = createButton("primary", say("turns.result"));
  const dom = elt(
    "section",
    { class: "turn-curtain" },
    elt("div", { class: "turn-sign" }, title, result),
  );
  on(result, "click", () => busy(result, stop));
  return { dom, sync() {}, focus: () => result.focus() };
}
