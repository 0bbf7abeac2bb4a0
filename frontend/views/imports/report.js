import { createButton } from "../../components/form.js";
import { attr, elt, line, on, text } from "../../dom.js";
import { at } from "../../root.js";
import { say } from "../../words/say.js";
import { becoming, createLines, createSums } from "./sums.js";
import { because } from "./telling.js";

/** Why rows were left, and how many. @param {Upload} upload */
const reasonsOf = ({ reasons }) =>
  reasons.flatMap(({ reason, rows }) => {
    const what = because(reason);
    const where = say("imports.rows", { count: rows });
    return what === null ? [] : [say("imports.at", { where, what })];
  });

/** @param {Upload} upload @param {UploadKind[]} wanted */
const has = ({ kinds }, ...wanted) =>
  kinds.some(({ kind, taken, merged }) => kind && wanted.includes(kind) && taken + merged > 0);

/** Where one sees it. */
function createWays() {
  const list = elt(
    "a",
    { class: "button button-plain", href: at("/me/watchlist") },
    say("imports.to-list"),
  );
  const watched = elt(
    "a",
    { class: "button button-plain", href: at("/watched") },
    say("imports.to-watched"),
  );
  const vote = elt("a", { class: "button button-plain", href: at("/") }, say("imports.to-vote"));

  /** @param {Upload} upload */
  function sync(upload) {
    attr(list, "hidden", !has(upload, "watchlist"));
    attr(watched, "hidden", !has(upload, "screenings"));
    attr(vote, "hidden", !has(upload, "ratings", "watched", "proposals"));
  }

  return { nodes: [list, watched, vote], sync };
}

/**
 * The last step: what has become of the rows.
 * @param {{rest: () => void, another: () => void}} deeds
 */
export function createReport({ rest, another }) {
  const title = elt("h2", { tabindex: -1 });
  const name = elt("p", { class: "import-name", dir: "auto" });
  const sums = createSums({
    taken: say("imports.sum-came"),
    merged: say("imports.sum-merged"),
    unmatched: say("imports.sum-unfound"),
    left: say("imports.sum-left"),
  });
  const become = createLines(say("imports.became"));
  const reasons = createLines(say("imports.reasons"));
  const ways = createWays();
  const back = createButton("plain", say("imports.rest"));
  const next = createButton("quiet", say("imports.another"));
  const verbs = elt("div", { class: "import-verbs" }, ...ways.nodes, back, next);
  const dom = elt(
    "div",
    { class: "import-step" },
    title,
    name,
    sums.dom,
    become.dom,
    reasons.dom,
    verbs,
  );
  on(back, "click", rest);
  on(next, "click", another);

  /** @param {State} _ @param {import("./flow.js").Now} now */
  function sync(_, { upload }) {
    if (!upload) return;
    const { taken, unmatched } = upload.counts;
    text(title, taken > 0 ? say("imports.done", { count: taken }) : say("imports.done-none"));
    line(name, upload.name);
    for (const part of [sums, ways]) part.sync(upload);
    become.sync(becoming(upload));
    reasons.sync(reasonsOf(upload));
    attr(back, "hidden", unmatched === 0);
  }

  return { dom, title, sync };
}
