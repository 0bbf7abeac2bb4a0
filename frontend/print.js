import { elt } from "./dom.js";
import { runtime } from "./format.js";
import { date } from "./times.js";
import { films } from "./state.js";
import { ordered, titleOf } from "./tally.js";
import { say } from "./words/say.js";

/** Films that fit into one column of a page. */
const COLUMN = 46;

/** @param {Proposal} proposal */
function row(proposal) {
  const { year, runtime_minutes: minutes } = proposal.film;
  const facts = [year, minutes && runtime(minutes)].filter(Boolean).join(" · ");
  return elt(
    "li",
    {},
    elt("b", {}, String(proposal.vote_count)),
    elt("span", { dir: "auto" }, titleOf(proposal)),
    elt("small", {}, facts),
  );
}

/** @param {State} state */
function sheet(state) {
  const all = ordered(films(state), "votes");
  const columns = Math.max(2, Math.ceil(all.length / COLUMN));
  const list = elt("ol", {}, ...all.map(row));
  list.style.setProperty("--columns", String(columns));
  list.style.setProperty("--rows", String(Math.ceil(all.length / columns)));
  const title = elt("h1", { dir: "auto" }, state.club?.name ?? "");
  const today = date(new Date().toISOString(), Date.now());
  const about = elt(
    "p",
    {},
    say("paper.about", { films: say("films", { count: all.length }), date: today }),
  );
  return elt("section", { class: "paper" }, title, about, list);
}

/**
 * On paper the page is the list with its votes (styles/print.css).
 * @param {() => State} state
 */
export function startPrinting(state) {
  /** @type {HTMLElement | null} */
  let paper = null;
  let isPrinting = false;

  function clear() {
    paper?.remove();
    paper = null;
  }

  function prepare() {
    clear();
    if (state().route.name === "year") return; // a page of its own
    if (!state().open || state().open?.length === 0) return;
    paper = sheet(state());
    document.body.append(paper);
  }

  /** The last sheet's end may be told only after the next one has begun. @param {{matches: boolean}} media */
  function turn({ matches }) {
    if (matches) prepare();
    else if (!isPrinting) clear();
  }

  addEventListener("beforeprint", () => {
    isPrinting = true;
    prepare();
  });
  addEventListener("afterprint", () => {
    isPrinting = false;
    clear();
  });
  const media = matchMedia("print");
  media.addEventListener("change", turn);
  turn(media);
}
