import { written } from "../../components/stars.js";
import { busy, createButton } from "../../components/form.js";
import { createPoster } from "../../components/picture.js";
import { attr, elt, facts, keyed, line, on, text } from "../../dom.js";
import { date } from "../../times.js";
import { say } from "../../words/say.js";
import { choiceOf } from "./rows_now.js";
import { because, placeOf } from "./telling.js";

/** @typedef {(row: UploadRow, choice: RowChoice) => Promise<void>} Choose */

/** @param {{title: string | null, imdb_id: string | null}} film */
const nameOf = ({ title, imdb_id }) => title ?? imdb_id ?? say("imports.no-title");

/** A day of the file is that day wherever the reader is. @param {string} day */
const dayOf = (day) => date(`${day}T00:00`, Date.now());

/** @param {UploadRow} row */
const factsOf = (row) => [
  row.original_title !== row.title && row.original_title,
  row.year,
  row.stars && `★\u00a0${written(row.stars)}`,
  row.date && dayOf(row.date),
];

/** @param {UploadFilm} film */
const keyOf = ({ film_id, imdb_id }) => `${film_id} ${imdb_id}`;

/** A film with its poster. @param {UploadFilm} film */
function createFilm(film) {
  const poster = createPoster({ sizes: "44px" });
  const about = elt("span", { class: "facts import-film-facts" });
  const name = elt("span", { class: "import-film-title", dir: "auto" }, nameOf(film));
  poster.sync(film);
  facts(about, [film.year, film.directors.join(", ")]);
  return [poster.dom, elt("span", { class: "import-film-words" }, name, " ", about)];
}

/**
 * What a row could mean, the best first.
 * @param {() => UploadRow} row
 * @param {(choice: RowChoice) => Promise<void>} choose
 */
function createGuesses(row, choose) {
  const dom = elt("ul", { class: "import-guesses", role: "list" });
  const list = keyed(dom, (/** @type {string} */ key) => {
    const film = /** @type {UploadFilm} */ (row().guesses.find((each) => keyOf(each) === key));
    const button = elt("button", { class: "import-film", type: "button" }, ...createFilm(film));
    on(button, "click", () => busy(button, () => choose(choiceOf(film))));
    return { dom: elt("li", {}, button) };
  });

  function sync() {
    const { guesses, outcome } = row();
    list.sync(outcome === "unmatched" ? guesses.map(keyOf) : []);
    attr(dom, "aria-label", say("imports.guesses", { title: nameOf(row()) }));
    attr(dom, "hidden", dom.childElementCount === 0);
  }

  return { dom, sync };
}

/** The film that a row means, where that isn't plain from its title. */
function createMeant() {
  const dom = elt("div", { class: "import-film import-meant" });
  let shown = "";

  /** @param {UploadRow} row */
  function sync({ film, chosen, title, year }) {
    const isPlain = !chosen && film?.title === title && film?.year === year;
    const key = film && !isPlain ? keyOf(film) : "";
    attr(dom, "hidden", key === "");
    if (key === shown) return;
    shown = key;
    dom.replaceChildren(...(film && key ? createFilm(film) : []));
  }

  return { dom, sync };
}

/** What is to be said of a row that isn't simply taken. @param {UploadRow} row */
function remarkOf({ outcome, reason, column, guesses, asking }) {
  if (outcome === "taken") return null;
  const why = because(reason);
  if (outcome === "unmatched" && !asking && guesses.length === 0) return say("imports.no-guess");
  return why && column ? say("imports.at", { where: column, what: why }) : why;
}

const createParts = () => ({
  where: elt("p", { class: "import-where", dir: "auto" }),
  title: elt("p", { class: "import-title", dir: "auto" }),
  about: elt("p", { class: "facts import-facts" }),
  why: elt("p", { class: "import-why", dir: "auto" }),
  asking: elt("p", { class: "import-why" }),
  skip: createButton("quiet", say("imports.skip")),
  back: createButton("quiet", say("imports.change")),
});

/**
 * A row of the file: where it is, what it says, and what would come of it.
 * @param {UploadRow} first
 * @param {Choose} choose
 */
export function createRow(first, choose) {
  let row = first;
  /** @param {RowChoice} choice */
  const decide = (choice) => choose(row, choice);
  const { where, title, about, why, asking, skip, back } = createParts();
  const meant = createMeant();
  const guesses = createGuesses(() => row, decide);
  const nodes = [where, title, about, why, meant.dom, guesses.dom, asking, skip, back];
  const dom = elt("li", { class: "import-row" }, ...nodes);
  on(skip, "click", () => busy(skip, () => decide({ skip: true })));
  on(back, "click", () => busy(back, () => decide({ skip: false })));

  /** @param {UploadRow} next */
  function sync(next) {
    row = next;
    const name = nameOf(row);
    line(where, [row.file, placeOf(row)].filter(Boolean).join(" · "));
    text(title, name);
    facts(about, factsOf(row));
    line(why, remarkOf(row));
    line(asking, row.asking ? say("imports.asking") : null);
    for (const part of [meant, guesses]) part.sync(row);
    const isOpen = row.outcome === "unmatched" || row.outcome === "taken";
    attr(skip, "hidden", row.chosen || !isOpen);
    attr(back, "hidden", !row.chosen);
    attr(skip, "aria-label", say("imports.skip-it", { title: name }));
    attr(back, "aria-label", say("imports.change-it", { title: name }));
  }

  /** Whoever has decided goes on from there. */
  function focus() {
    const stop = /** @type {HTMLElement | null} */ (dom.querySelector("button:not([hidden])"));
    stop?.focus({ preventScroll: true });
  }

  sync(first);
  return { dom, sync, focus };
}
