import { ApiError } from "../../api.js";
import { busy, createButton } from "../../components/form.js";
import { attr, elt, line, on } from "../../dom.js";
import { oneLine } from "../../errors.js";
import { say } from "../../words/say.js";
import { exportFilms, exportMe } from "./calls.js";
import { createFold } from "./fold.js";

/** A panel with buttons that save files. */
function createShelf() {
  const trouble = elt("p", { class: "form-error", role: "alert", hidden: true });
  /** @type {ReturnType<typeof createFold> | undefined} */
  let fold;

  /** @param {string} title @param {...Node} nodes */
  function fill(title, ...nodes) {
    fold = createFold(title, ...nodes, trouble);
    return fold.dom;
  }

  /** @param {() => Promise<SavedFile[]>} ask */
  async function saveAll(ask) {
    line(trouble, null);
    try {
      (await ask()).forEach(save);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      line(trouble, oneLine(error));
    }
  }

  /** @param {string} label @param {() => Promise<SavedFile[]>} ask */
  function createSave(label, ask) {
    const button = createButton("plain", label);
    on(button, "click", () => busy(button, () => saveAll(ask)));
    return button;
  }

  function forget() {
    line(trouble, null);
    fold?.close();
  }

  return { fill, createSave, forget };
}

const A_MINUTE = 60_000;

/** @typedef {{file: Blob, name: string}} SavedFile */

/** @param {SavedFile} saved */
function save({ file, name }) {
  const url = URL.createObjectURL(file);
  elt("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), A_MINUTE);
}

/** A copy of all that the club knows about the reader. */
export function createData() {
  const { fill, createSave, forget } = createShelf();
  const note = elt("p", { class: "me-note" }, say("me.export-note"));
  const get = createSave(say("me.export"), async () => [await exportMe()]);
  return { dom: fill(say("me.data"), note, get), forget };
}

/** Where people write 4,5, spreadsheets take semicolons. */
const ofSpreadsheets = () =>
  new Intl.NumberFormat().format(4.5).includes(",") ? "semicolons" : "commas";

/** The films of the reader and of the club, as lists. */
export function createFilms() {
  const { fill, createSave, forget } = createShelf();
  const note = elt("p", { class: "me-note" }, say("me.films-note"));

  /** @param {"ratings" | "watchlist" | "screenings" | "proposals"} list @param {string} name */
  function createRow(list, name) {
    const table = createSave(say("me.spreadsheet"), () => exportFilms(list, ofSpreadsheets()));
    const diary = createSave(say("me.letterboxd"), () => exportFilms(list, "letterboxd"));
    attr(table, "aria-label", say("me.spreadsheet-of", { list: name }));
    attr(diary, "aria-label", say("me.letterboxd-of", { list: name }));
    return elt("li", {}, elt("span", {}, name), elt("div", { class: "me-ways" }, table, diary));
  }

  const rows = elt(
    "ul",
    { class: "rows me-lists", role: "list" },
    createRow("ratings", say("me.films-ratings")),
    createRow("watchlist", say("me.films-watchlist")),
    createRow("screenings", say("me.films-screenings")),
    createRow("proposals", say("me.films-proposals")),
  );
  const dom = fill(say("me.films"), note, rows);

  /** Whoever waits to be let in has none. @param {Me} me */
  function sync(me) {
    attr(dom, "hidden", me.state !== "active");
  }

  return { dom, sync, forget };
}
