import { attr, elt, line, on, text } from "../../dom.js";
import { isAdmin } from "../../state.js";
import { say } from "../../words/say.js";

/** Where other sites have the file. */
const createHow = () =>
  elt(
    "details",
    { class: "import-panel import-how" },
    elt("summary", {}, say("imports.how")),
    elt("dl", {}, ...sites().flatMap(([name, how]) => [elt("dt", {}, name), elt("dd", {}, how)])),
  );

/** @returns {[string, string][]} */
const sites = () => [
  ["Letterboxd", say("imports.how-letterboxd")],
  ["IMDb", say("imports.how-imdb")],
  ["Trakt", say("imports.how-trakt")],
  ["TMDB", say("imports.how-tmdb")],
  ["Filmweb", say("imports.how-filmweb")],
  ["Marquee", say("imports.how-marquee")],
  [say("imports.spreadsheet"), say("imports.how-spreadsheet")],
];

/** The place for a file: pressed, or dropped on, which browsers do by themselves. @param {(file: File) => void} take */
function createDrop(take) {
  const input = elt("input", { class: "cover", type: "file", id: "import-file" });
  const box = elt(
    "span",
    { class: "import-drop-box" },
    elt("span", { class: "import-drop-name" }, say("imports.choose")),
    elt("span", { class: "import-drop-or" }, say("imports.drop")),
  );
  const dom = elt("label", { class: "import-drop" }, input, box);

  /** @param {boolean} isOver */
  const light = (isOver) => dom.classList.toggle("is-over", isOver);

  on(input, "change", () => {
    const file = input.files?.[0];
    if (file) take(file);
    input.value = "";
  });
  on(input, "dragenter", () => light(true));
  for (const end of ["dragleave", "drop"]) on(input, end, () => light(false));
  return { dom, input };
}

/** The first step: which file. @param {(file: File) => void} send */
export function createChoosing(send) {
  let isReading = false;
  const drop = createDrop((file) => void (isReading || send(file)));
  const status = elt("p", { class: "import-status", role: "status", dir: "auto" });
  const trouble = elt("p", { class: "form-error", role: "alert", dir: "auto", hidden: true });
  const which = elt("p", { class: "import-note" }, say("imports.which"));
  const admins = elt("p", { class: "import-note", hidden: true }, say("imports.which-admin"));
  const lead = elt("p", { class: "sheet-lead" }, say("imports.lead"));
  const nodes = [lead, drop.dom, status, trouble, which, admins, createHow()];
  const dom = elt("div", { class: "import-step" }, ...nodes);

  /** @param {State} state @param {import("./flow.js").Now} now */
  function sync(state, { reading, trouble: why }) {
    isReading = reading !== null;
    attr(drop.input, "aria-disabled", isReading ? "true" : null);
    dom.classList.toggle("is-reading", isReading);
    text(status, reading === null ? "" : say("imports.reading", { name: reading }));
    line(trouble, why);
    attr(admins, "hidden", !isAdmin(state));
  }

  return { dom, sync };
}
