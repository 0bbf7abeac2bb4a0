import { createPoster } from "../../components/picture.js";
import { attr, elt, facts, fill, keyed, on, text } from "../../dom.js";
import { runtime } from "../../format.js";
import { films } from "../../state.js";
import { ordered, titleOf } from "../../tally.js";
import { say } from "../../words/say.js";
import { leading, standing } from "./leading.js";

/** So many that are level stand side by side; the others are in the list below. */
const MOST = 6;
const DRAW = "draw";
const OTHER = "other";

/** @typedef {{draw: number} | {film: Proposal} | null} Choice draw: among how many */

/**
 * A way to choose, with a radio button.
 * @param {string} group
 * @param {string} value
 * @param {...Node} face
 */
function createWay(group, value, ...face) {
  const input = elt("input", { class: "cover", type: "radio", name: group, value });
  const mark = elt("span", { class: "radio-mark" });
  const dom = elt("label", { class: "night-way" }, input, mark, ...face);
  return { dom, input };
}

/** @param {string} group @param {Proposal} proposal as it is now */
function createLeader(group, { id }) {
  const poster = createPoster({ sizes: "56px", eager: true });
  const title = elt("span", { class: "night-way-title", dir: "auto" });
  const row = elt("span", { class: "facts night-way-facts" });
  const words = elt("span", { class: "night-way-words" }, title, row);
  const way = createWay(group, String(id), poster.dom, words);

  /** @param {Proposal} proposal */
  function sync(proposal) {
    const { year, runtime_minutes: minutes } = proposal.film;
    poster.sync(proposal.film);
    text(title, titleOf(proposal));
    facts(row, [year, minutes && runtime(minutes)]);
  }

  return { ...way, sync };
}

/** All films but those that lead, in one list. @param {() => void} picked */
function createOthers(picked) {
  const dom = elt("select", { "aria-label": say("tonight.other") });
  let shown = "";
  on(dom, "change", picked);

  /** @param {readonly Proposal[]} others */
  function sync(others) {
    const key = JSON.stringify(others.map((each) => [each.id, titleOf(each)]));
    if (key === shown) return;
    shown = key;
    const { value } = dom;
    dom.replaceChildren(
      ...others.map((film) => elt("option", { value: film.id, dir: "auto" }, titleOf(film))),
    );
    if (others.some(({ id }) => String(id) === value)) dom.value = value;
  }

  return { dom, sync };
}

/** The parts that a choice is made of. @param {string} group @param {() => void} changed */
function createWays(group, changed) {
  /** @type {ReadonlyMap<number, Proposal>} */
  let known = new Map();
  const list = elt("div", { class: "night-ways" });
  const leaders = keyed(list, (/** @type {number} */ id) =>
    createLeader(group, /** @type {Proposal} */ (known.get(id))),
  );
  const note = elt("span", { class: "night-way-facts" });
  const drawWords = elt(
    "span",
    { class: "night-way-words" },
    elt("span", { class: "night-way-title" }, say("tonight.draw")),
    note,
  );
  const draw = createWay(group, DRAW, drawWords);
  const other = createWay(group, OTHER, elt("span", {}, say("tonight.other")));
  const others = createOthers(() => {
    other.input.checked = true;
    changed();
  });
  const field = elt("div", { class: "field" }, others.dom);
  const more = elt("div", { class: "night-way-other" }, other.dom, field);

  /** @param {readonly Proposal[]} level @param {readonly Proposal[]} rest */
  function sync(level, rest) {
    const shown = level.slice(0, MOST);
    known = new Map(shown.map((film) => [film.id, film]));
    leaders.sync(shown.map(({ id }) => id));
    for (const film of shown) leaders.parts.get(film.id)?.sync(film);
    text(note, say("tonight.draw-note", { count: level.length }));
    attr(draw.dom, "hidden", level.length < 2);
    others.sync([...level.slice(MOST), ...rest]);
    attr(more, "hidden", level.length <= MOST && rest.length === 0);
  }

  return { parts: [list, draw.dom, more], list: others.dom, sync };
}

/** The radio buttons of a choice, and which of them is on. @param {HTMLElement} dom */
function createButtons(dom) {
  /** @returns {HTMLInputElement[]} */
  const all = () => [...dom.querySelectorAll("input")];
  const value = () => all().find(({ checked }) => checked)?.value ?? "";
  const press = (/** @type {string} */ wanted) => {
    for (const input of all()) input.checked = input.value === wanted;
  };
  return { value, press };
}

/**
 * One of the leaders, the lot, or any other film.
 * @param {string} group tells its radio buttons from others
 * @param {(choice: Choice) => void} show what is chosen by now
 */
export function createChoice(group, show) {
  const ways = createWays(group, changed);
  const legend = elt("legend", {});
  const dom = elt("fieldset", { class: "night-choice" }, legend, ...ways.parts);
  const buttons = createButtons(dom);
  /** @type {readonly Proposal[]} */
  let all = [];
  /** @type {readonly Proposal[]} */
  let level = [];

  /** @returns {Choice} */
  function choice() {
    const value = buttons.value();
    if (value === DRAW) return level.length > 1 ? { draw: level.length } : null;
    const id = Number(value === OTHER ? ways.list.value : value);
    const film = all.find((each) => each.id === id);
    return film ? { film } : null;
  }

  function changed() {
    show(choice());
  }

  /** The film that leads alone is what one came for; of several, one has to be chosen. @param {State} state */
  function sync(state) {
    const running = films(state).filter(({ tonight }) => !tonight);
    all = ordered(running, "votes");
    level = leading(state);
    const rest = all.filter((film) => !level.includes(film));
    fill(legend, ...standing(level));
    ways.sync(level, rest);
    if (buttons.value() === "" && level.length === 1) buttons.press(String(level[0].id));
    changed();
  }

  /** @param {number} [id] what is chosen; nothing */
  function reset(id) {
    buttons.press(String(id));
    if (id === undefined || buttons.value() !== "") return;
    ways.list.value = String(id);
    if (ways.list.value === String(id)) buttons.press(OTHER);
  }

  on(dom, "change", changed);
  return { dom, sync, choice, reset };
}
