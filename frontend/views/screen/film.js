import { createPoster } from "../../components/picture.js";
import { disc } from "../../components/vote.js";
import { attr, elt, facts, line, on, text } from "../../dom.js";
import { runtime, widestWord } from "../../format.js";
import { isCalm } from "../../motion.js";
import { titleOf } from "../../tally.js";
import { say, sayWith } from "../../words/say.js";

const SIZES = "(min-width: 1800px) 560px, (min-width: 700px) 30vw, 80vw";
const ROLL = { duration: 520, easing: "cubic-bezier(0.2, 0.7, 0.2, 1)" };
/** Faces that a line has room for. */
const FACES = 9;

/** How many votes: a new number rolls in, from below when there are more. */
function createCount() {
  const number = elt("strong", { class: "show-count" });
  const dom = elt("span", { class: "show-votes" }, number);
  /** @type {number | null} */
  let shown = null;

  /** @param {number} count */
  function sync(count) {
    if (count === shown) return;
    const way = count < (shown ?? count) ? -0.5 : 0.5;
    const isNew = shown !== null;
    shown = count;
    text(number, String(count));
    dom.replaceChildren(...sayWith("screen.votes", { count, number }));
    if (isNew && !isCalm())
      number.animate([{ transform: `translateY(${way}em)`, opacity: 0 }, {}], ROLL);
  }

  return { dom, sync };
}

/** The initials of those who voted, if the reader may know. */
function createFaces() {
  const dom = elt("span", { class: "show-faces", "aria-hidden": "true" });
  let shown = "";

  /** @param {readonly Member[]} voters @param {Map<string, string>} letters */
  function sync(voters, letters) {
    const key = voters.map(({ id, name, color }) => `${id} ${name} ${color}`).join();
    if (key === shown) return;
    shown = key;
    const rest = voters.length - FACES;
    const faces = voters.slice(0, rest > 0 ? FACES - 1 : FACES).map((each) => disc(each, letters));
    dom.replaceChildren(...faces);
    if (rest > 0) dom.append(elt("span", { class: "disc show-more" }, `+${rest + 1}`));
  }

  return { dom, sync };
}

/**
 * A film on the screen: large in the lead, small behind it. Pressing it shows what it is about.
 * @param {number} id
 * @param {(id: number) => void} open
 */
export function createFilm(id, open) {
  const poster = createPoster({ sizes: SIZES, eager: true });
  const count = createCount();
  const faces = createFaces();
  const title = elt("span", { class: "show-title", dir: "auto" });
  const row = elt("span", { class: "facts show-facts" });
  const pitch = elt("q", { class: "show-pitch", dir: "auto" });
  const frame = elt("span", { class: "show-frame" }, poster.dom);
  const words = elt("span", { class: "show-words" }, title, row, pitch, faces.dom);
  const button = elt("button", { class: "show", type: "button" }, frame, words, count.dom);
  const dom = elt("li", { class: "slot" }, button);
  on(button, "click", () => open(id));

  /** @param {Proposal} proposal @param {boolean} isLead @param {Map<string, string>} letters */
  function sync(proposal, isLead, letters) {
    const { film, note, vote_count, voters } = proposal;
    const name = titleOf(proposal);
    dom.classList.toggle("is-lead", isLead);
    poster.sync(film);
    text(title, name);
    title.style.setProperty("--letters", String(widestWord(name)));
    facts(row, [film.year, film.runtime_minutes && runtime(film.runtime_minutes)]);
    line(pitch, isLead ? note : null);
    faces.sync(isLead ? (voters ?? []) : [], letters);
    count.sync(vote_count);
    const votes = say("votes", { count: vote_count });
    attr(button, "aria-label", [name, votes].join(say("names.comma")));
  }

  return { dom, sync, focus: () => button.focus({ preventScroll: true }) };
}
