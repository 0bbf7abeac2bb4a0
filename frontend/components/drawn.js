import { elt, svg } from "../dom.js";
import { say } from "../words/say.js";

/** @typedef {import("./picture.js").Drawable} Drawable */

/** Pairs of paper and ink: `.drawn-<n>` of styles/drawn.css. */
export const INKS = 15;
/** So many posters in a row have different inks: those beside each other, and most above. */
export const APART = 9;

/** A number that one letter more or less changes altogether. @param {string} text */
export function seedOf(text) {
  let seed = 0x811c9dc5;
  for (const letter of text) seed = Math.imul(seed ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  seed = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
  seed = Math.imul(seed ^ (seed >>> 13), 0xc2b2ae35);
  return (seed ^ (seed >>> 16)) >>> 0;
}

/**
 * Gives each film the choice that its seed asks for, or the next that none of those before it has.
 * A film keeps what it has got.
 * @param {number} count @param {number} apart
 */
export function createChoice(count, apart) {
  /** @type {Map<number, number>} */
  const given = new Map();
  /** @type {number[]} */
  let latest = [];

  /** @param {number} seed */
  return (seed) => {
    let choice = given.get(seed) ?? seed % count;
    if (!given.has(seed)) while (latest.includes(choice)) choice = (choice + 1) % count;
    given.set(seed, choice);
    latest = [...latest, choice].slice(-apart);
    return choice;
  };
}

/** @param {number} from @param {number} to @param {(at: number) => SVGElement} draw */
const row = (from, to, draw) => Array.from({ length: to - from }, (_, i) => draw(from + i));

/** @param {string} d */
const path = (d) => svg("path", { d });

/** @param {number} cx @param {number} cy @param {number} r @param {string} [name] */
const disc = (cx, cy, r, name = "") => svg("circle", { cx, cy, r, class: name });

/** Beams of a projector that stands somewhere above. @param {number} seed */
function drawBeams(seed) {
  const lamp = 30 + (seed % 8) * 20;
  const width = 12 + (seed % 4) * 4;
  const rays = row(0, 9, (ray) => {
    const foot = lamp - 260 + ray * 65;
    return path(`M${lamp} -6L${foot - width} 310h${2 * width}z`);
  });
  return [...rays, disc(lamp, 0, 26, "loud")];
}

/** A fan over the door of an old cinema. @param {number} seed */
function drawFan(seed) {
  const blades = 7 + (seed % 3) * 2;
  const step = Math.PI / blades;
  const rays = row(0, blades, (blade) => {
    const [from, to] = [blade * step, (blade + 0.5) * step];
    const at = (/** @type {number} */ angle) =>
      `${100 - 210 * Math.cos(angle)} ${300 - 210 * Math.sin(angle)}`;
    return path(`M100 300L${at(from)}L${at(to)}z`);
  });
  return [...rays, disc(100, 300, 62, "loud"), disc(100, 300, 44, "paper"), disc(100, 300, 28)];
}

/** A curtain with its folds, under a valance. @param {number} seed */
function drawCurtain(seed) {
  const fold = 16 + (seed % 3) * 6;
  const count = Math.ceil(200 / fold);
  const folds = row(0, count, (at) => {
    const x = at * fold;
    return path(`M${x} 0h${fold / 2}q${fold / 6} 150 0 300h-${fold / 2}q${fold / 6} -150 0 -300z`);
  });
  return [
    ...folds,
    svg("path", { class: "loud", d: `M0 0h200v30${"a20 16 0 0 1-40 0".repeat(5)}z` }),
  ];
}

/** A light on the stage. @param {number} seed */
function drawSpot(seed) {
  const lamp = seed % 2 ? 176 : 24;
  const floor = 70 + (seed % 7) * 10;
  return [
    path(`M${lamp - 7} 0h14L${floor + 88} 128H${floor - 88}z`),
    svg("ellipse", { class: "loud", cx: floor, cy: 128, rx: 88, ry: 20 }),
    svg("ellipse", { class: "paper", cx: floor, cy: 128, rx: 62, ry: 12 }),
  ];
}

/** A reel, and its film. @param {number} seed */
function drawReel(seed) {
  const [x, y] = [62 + (seed % 5) * 19, 76];
  const turn = (seed % 12) * 0.1;
  const holes = row(0, 5, (hole) => {
    const angle = turn + (hole * 2 * Math.PI) / 5;
    return disc(x + 34 * Math.cos(angle), y + 34 * Math.sin(angle), 13, "paper");
  });
  const strip = row(0, 12, (at) =>
    svg("rect", { class: "paper", x: 6 + at * 17, y: 134, width: 9, height: 7, rx: 2 }),
  );
  const film = svg("rect", { x: -2, y: 128, width: 204, height: 19 });
  return [film, ...strip, disc(x, y, 60, "loud"), ...holes, disc(x, y, 8, "paper")];
}

/** A tower in steps, as on a picture palace. @param {number} seed */
function drawTower(seed) {
  const middle = 60 + (seed % 5) * 20;
  const stairs = (/** @type {string} */ step) => step.repeat(5);
  const outline = `M${middle - 14} 156${stairs("v26h-17")}V300H${middle + 99}V286${stairs("h-17v-26")}z`;
  return [disc(middle, 156, 34, "loud"), path(outline)];
}

/** The bulbs of a sign, all around. */
function drawBulbs() {
  const [across, down] = [9, 14];
  const sides = row(0, across, (at) => disc(12 + (at * 176) / (across - 1), 12, 4.4, "loud"));
  const feet = row(0, across, (at) => disc(12 + (at * 176) / (across - 1), 288, 4.4, "loud"));
  const walls = row(1, down - 1, (at) => disc(12, 12 + (at * 276) / (down - 1), 4.4, "loud"));
  const others = row(1, down - 1, (at) => disc(188, 12 + (at * 276) / (down - 1), 4.4, "loud"));
  return [...sides, ...feet, ...walls, ...others];
}

/** What is drawn, and where it leaves room for the title: most comes first. */
const SCENES = /** @type {const} */ ([
  { draw: drawCurtain, room: "below" },
  { draw: drawBeams, room: "below" },
  { draw: drawFan, room: "above" },
  { draw: drawReel, room: "below" },
  { draw: drawTower, room: "above" },
  { draw: drawSpot, room: "below" },
  { draw: drawBulbs, room: "within" },
]);
/** So many of them have room for any title. */
const ROOMY = 2;
/** Letters of a title that has room everywhere, and of a word that does. */
const SHORT = { title: 22, word: 10 };

const inkOf = createChoice(INKS, APART);
const anySceneOf = createChoice(SCENES.length, 3);
const roomySceneOf = createChoice(ROOMY, 1);

/** @param {string} name @param {number} seed */
function sceneOf(name, seed) {
  const isShort =
    name.length <= SHORT.title && name.split(" ").every((word) => word.length <= SHORT.word);
  return SCENES[isShort ? anySceneOf(seed) : roomySceneOf(seed)];
}

/** Letters that stand for themselves: a line may end behind each of them. */
const SINGLE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Letters of the sign's faces that are wider or narrower than most, with their width in ems. */
const UNUSUAL = /** @type {const} */ ([
  [SINGLE, 1],
  [/[mwæœжмфшщыю]/iu, 1.08],
  [/[crstvxyz]/u, 0.56],
  [/[ijl.,:!'’-]/u, 0.42],
]);

/** How wide a letter is at most, in ems. @param {string} letter */
function widthOf(letter) {
  const unusual = UNUSUAL.find(([letters]) => letters.test(letter));
  if (unusual) return unusual[1];
  return letter === letter.toLowerCase() ? 0.73 : 0.82;
}

/** @param {string} text */
const widthOfAll = (text) => Array.from(text).reduce((sum, letter) => sum + widthOf(letter), 0);

/**
 * The size at which a title's longest word fits the width, and all of it the room that it has, in
 * hundredths of the poster's width.
 * @param {string} title @param {number} [width]
 */
export function sizeOf(title, width = 80) {
  const words = title.replace(/-/g, "- ").split(/\s+/);
  const longest = Math.max(...words.map((word) => (SINGLE.test(word) ? 1 : widthOfAll(word))));
  const all = widthOfAll(title);
  const most = all < 3.5 ? 24 : 15.5;
  const size = Math.max(6.4, Math.min(most, Math.sqrt((62 * width) / all)));
  return Math.floor(10 * Math.max(4.5, Math.min(size, width / longest))) / 10;
}

/** Beside the title, and in its own direction. @param {string} fact */
const createFact = (fact) => elt("span", { dir: "auto" }, fact);

/**
 * A poster for a film that has none, of the same size as all others.
 * @param {Drawable} film
 */
export function createDrawnPoster({ title, imdb_id, year, directors }) {
  const name = title ?? imdb_id ?? say("drawn.soon");
  const seed = seedOf(`${name} ${year}`);
  const { draw, room } = sceneOf(name, seed);
  const words = elt("span", { class: "drawn-title" }, name);
  const known = [directors[0], year].filter(Boolean).map(String);
  const credit = elt("span", { class: "drawn-credit" }, ...known.map(createFact));
  words.style.setProperty("--size", String(sizeOf(name, room === "within" ? 58 : 80)));
  return elt(
    "div",
    { class: `drawn drawn-${inkOf(seed)} drawn-${room}`, "aria-hidden": "true" },
    svg("svg", { class: "drawn-art", viewBox: "0 0 200 300" }, ...draw(seed >>> 8)),
    elt("span", { class: "drawn-words", dir: "auto" }, words, credit),
  );
}
