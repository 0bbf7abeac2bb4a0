import { busy, createButton } from "../../components/form.js";
import { attr, elt, line, on, text } from "../../dom.js";
import { isAdmin } from "../../state.js";
import { say } from "../../words/say.js";
import { createRows } from "./rows.js";
import { becoming, createLines, createSums, films } from "./sums.js";

/**
 * @typedef {object} Deeds
 * @property {import("./row.js").Choose} choose
 * @property {(kind: UploadKind) => Promise<void>} sayKind
 * @property {() => Promise<void>} apply
 * @property {() => Promise<void>} drop
 */

/** Asks what the films are, where the file doesn't tell. @param {Deeds['sayKind']} sayKind */
function createQuestion(sayKind) {
  /** @param {UploadKind} kind @param {string} label */
  function createAnswer(kind, label) {
    const button = createButton("plain", label);
    on(button, "click", () => busy(button, () => sayKind(kind)));
    return button;
  }

  const mine = [
    createAnswer("watched", say("imports.they-watched")),
    createAnswer("watchlist", say("imports.they-watchlist")),
  ];
  const clubs = [
    createAnswer("screenings", say("imports.they-screenings")),
    createAnswer("proposals", say("imports.they-proposals")),
  ];
  const title = elt("h3", { id: "import-kind" }, say("imports.which-kind"));
  const row = elt("div", { class: "import-verbs" }, ...mine, ...clubs);
  const dom = elt(
    "div",
    { class: "import-panel", role: "group", "aria-labelledby": title.id },
    title,
    row,
  );

  /** @param {State} state @param {Upload} upload */
  function sync(state, upload) {
    attr(dom, "hidden", !upload.needs_kind);
    for (const button of clubs) attr(button, "hidden", !isAdmin(state));
  }

  return { dom, sync };
}

/** What else is to be said of it. @param {Upload} upload */
const remarks = ({ new_films, files_left }) => [
  ...(new_films ? [say("imports.new-films", { count: new_films })] : []),
  ...(files_left ? [say("imports.files-left", { count: files_left })] : []),
];

/** Lets it come in, or puts it away. @param {Deeds} deeds */
function createDeed({ apply, drop }) {
  const trouble = elt("p", { class: "form-error", role: "alert", hidden: true });
  const none = elt("p", { class: "import-note" });
  const yes = createButton("primary", "");
  const no = createButton("quiet", say("imports.not-now"));
  const dom = elt(
    "div",
    { class: "import-deed" },
    none,
    trouble,
    elt("div", { class: "import-verbs" }, yes, no),
  );
  on(yes, "click", () => busy(yes, apply));
  on(no, "click", () => busy(no, drop));

  /** @param {Upload} upload */
  function sync({ needs_kind, counts: { taken, unmatched } }) {
    text(yes, say("imports.apply", films(taken)));
    attr(yes, "hidden", taken === 0);
    line(
      none,
      taken > 0 || needs_kind
        ? null
        : say(unmatched > 0 ? "imports.choose-first" : "imports.nothing"),
    );
  }

  /** @param {string | null} why */
  const complain = (why) => line(trouble, why);
  return { dom, sync, complain };
}

/**
 * Rows that few look at: asked for once somebody does.
 * @param {import("./rows.js").Rows} rows
 * @param {(count: number) => string} title
 */
function createFolded(rows, title) {
  const heading = elt("h3", {});
  const dom = elt(
    "details",
    { class: "import-panel import-fold" },
    elt("summary", {}, heading),
    rows.dom,
  );
  let upload = 0;
  let isAsked = false;

  function open() {
    if (!dom.open || isAsked || !upload) return;
    isAsked = true;
    rows.begin(upload);
  }

  /** @param {number} count */
  function sync(count) {
    text(heading, title(count));
    attr(dom, "hidden", count === 0);
  }

  /** @param {number} id */
  function begin(id) {
    [upload, isAsked] = [id, false];
    open();
  }

  function forget() {
    [upload, isAsked, dom.open] = [0, false, false];
    rows.forget();
  }

  on(dom, "toggle", open);
  return { dom, sync, begin, forget, settle: rows.settle };
}

/** The rows of which something is to be said. @param {Page} page @param {Deeds['choose']} choose */
function createGroups(page, choose) {
  const open = createRows(page, "unmatched", choose);
  const found = createFolded(createRows(page, "matched", choose), (count) =>
    say("imports.found", { count }),
  );
  const left = createFolded(createRows(page, "left", choose), (count) =>
    say("imports.left", { count }),
  );
  const title = elt("h3", {}, say("imports.open"));
  const note = elt("p", { class: "import-note" }, say("imports.open-note"));
  const box = elt("div", { class: "import-open" }, title, note, open.dom);
  /** Rows that were chosen stay in sight. */
  let isWide = false;

  /** @param {Upload} upload */
  function sync({ counts: { taken, merged, unmatched, left: lost } }) {
    isWide = isWide || unmatched > 0;
    attr(box, "hidden", !isWide);
    found.sync(taken + merged);
    left.sync(lost);
  }

  /** @param {Upload} upload */
  function begin(upload) {
    isWide = false;
    sync(upload);
    for (const rows of [open, found, left]) rows.begin(upload.id);
  }

  /** @param {UploadRow} row */
  function settle(row) {
    for (const rows of [open, found, left]) rows.settle(row);
  }

  function forget() {
    for (const rows of [open, found, left]) rows.forget();
  }

  return { before: [box], after: [found.dom, left.dom], sync, begin, settle, forget };
}

/**
 * The second step: what was found, what is to choose, and whether it comes in.
 * @param {Page} page
 * @param {Deeds} deeds
 */
export function createLooking(page, deeds) {
  const title = elt("h2", { tabindex: -1 }, say("imports.look"));
  const name = elt("p", { class: "import-name", dir: "auto" });
  const sums = createSums({
    taken: say("imports.sum-taken"),
    merged: say("imports.sum-merged"),
    unmatched: say("imports.sum-unmatched"),
    left: say("imports.sum-left"),
  });
  const become = createLines(say("imports.become"));
  const more = createLines(say("imports.besides"));
  const question = createQuestion(deeds.sayKind);
  const groups = createGroups(page, deeds.choose);
  const deed = createDeed(deeds);
  const head = [title, name, sums.dom, become.dom, more.dom, question.dom];
  const nodes = [...head, ...groups.before, deed.dom, ...groups.after];
  const dom = elt("div", { class: "import-step" }, ...nodes);

  /** @param {State} state @param {import("./flow.js").Now} now */
  function sync(state, { upload, trouble }) {
    if (!upload) return;
    line(name, upload.name);
    for (const part of [sums, groups, deed]) part.sync(upload);
    become.sync(becoming(upload));
    more.sync(remarks(upload));
    question.sync(state, upload);
    deed.complain(trouble);
  }

  /** What has changed in its rows. @param {import("./flow.js").Now} now @param {import("./flow.js").Now} before */
  function follow({ upload, round, chosen }, before) {
    if (round !== before.round) groups.forget();
    if (upload && round !== before.round) groups.begin(upload);
    if (chosen && chosen !== before.chosen) groups.settle(chosen);
  }

  return { dom, title, sync, follow };
}
