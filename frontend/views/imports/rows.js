import { createListFoot } from "../../components/list_foot.js";
import { createPages } from "../../components/pages.js";
import { attr, elt, keyed } from "../../dom.js";
import { toTell } from "../club/refusals.js";
import * as calls from "./calls.js";
import { createRow } from "./row.js";
import { answered, isAsking, settled } from "./rows_now.js";

/** ms until other sites may have said what a row could mean. */
const A_MOMENT = 1_500;
/** After that, they don't answer. */
const MOMENTS = 60;

/**
 * Asks again for what other sites are still to say, one page of the list after the other.
 * @param {() => readonly UploadRow[]} rows
 * @param {() => Promise<void>} look
 */
function createPatience(rows, look) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let left = MOMENTS;

  function wait() {
    clearTimeout(timer);
    if (!isAsking(rows()) || left === 0) return;
    left -= 1;
    timer = setTimeout(() => look().finally(wait), A_MOMENT);
  }

  /** @param {boolean} isNew another list, which may take as long again */
  function begin(isNew) {
    if (isNew) left = MOMENTS;
    wait();
  }

  return { begin };
}

/** The rows as they are drawn. @param {import("./row.js").Choose} choose */
function createDrawn(choose) {
  /** @type {readonly UploadRow[]} */
  let shown = [];
  const dom = elt("ul", { class: "import-rows", role: "list" });
  const list = keyed(dom, (/** @type {number} */ id) => {
    const row = /** @type {UploadRow} */ (shown.find((each) => each.id === id));
    return createRow(row, choose);
  });

  /** @param {Pages<UploadRow>} told */
  function sync({ items, isAsking: isBusy }) {
    shown = items;
    list.sync(shown.map(({ id }) => id));
    for (const row of shown) list.parts.get(row.id)?.sync(row);
    attr(dom, "aria-busy", isBusy ? "true" : null);
  }

  return { dom, sync, rows: () => shown, part: (/** @type {number} */ id) => list.parts.get(id) };
}

/** @template {{id: number}} Item @typedef {import("../../components/pages.js").Pages<Item>} Pages */

/** Asks for pages of rows, and for those again that may say more. @param {calls.Which} of */
function createAsking(of) {
  /** Whose rows; 0: none. */
  let upload = 0;
  /** From where each of them was asked for. @type {Map<number, string | null>} */
  const pageOf = new Map();

  /** @param {string | null} cursor */
  async function ask(cursor) {
    const told = await calls.rows(upload, of, cursor);
    for (const { id } of told.items) pageOf.set(id, cursor);
    return told;
  }

  /** Nobody is told if it doesn't work: it's only about more to choose from. @param {readonly UploadRow[]} rows */
  async function again(rows) {
    const mine = upload;
    const asking = rows.filter((row) => row.asking);
    const cursors = [...new Set(asking.map(({ id }) => pageOf.get(id) ?? null))];
    const pages = await Promise.all(
      cursors.map((cursor) => calls.rows(mine, of, cursor).catch(() => null)),
    );
    return mine === upload ? pages.flatMap((page) => page?.items ?? []) : [];
  }

  /** @param {number} id */
  function turnTo(id) {
    upload = id;
    pageOf.clear();
  }

  return { ask, again, turnTo };
}

/** @typedef {ReturnType<typeof createRows>} Rows */

/**
 * Some of an upload's rows, as far as the reader wants them.
 * @param {Page} page
 * @param {calls.Which} of
 * @param {import("./row.js").Choose} choose
 */
export function createRows(page, of, choose) {
  const asking = createAsking(of);
  const drawn = createDrawn(choose);
  const pages = createPages(asking.ask, show, (error) => toTell(page, error));
  const foot = createListFoot(pages, () => null);
  const patience = createPatience(drawn.rows, look);

  /** @param {Pages<UploadRow>} told */
  function show(told) {
    drawn.sync(told);
    foot.sync(told);
    patience.begin(told.isAsking);
  }

  async function look() {
    const fresh = await asking.again(drawn.rows());
    for (const row of answered(drawn.rows(), fresh)) pages.replace(row);
  }

  function forget() {
    asking.turnTo(0);
    pages.forget();
  }

  /** @param {number} id of another upload, or of the same once more */
  function begin(id) {
    forget();
    asking.turnTo(id);
    pages.begin();
  }

  /** What was chosen, here or in another list. @param {UploadRow} row */
  function settle(row) {
    const hadFocus = drawn.part(row.id)?.dom.contains(document.activeElement);
    for (const each of settled(drawn.rows(), row)) pages.replace(each);
    if (hadFocus) drawn.part(row.id)?.focus();
  }

  const dom = elt("div", { class: "paged-list" }, drawn.dom, ...foot.nodes);
  return { dom, begin, settle, forget };
}
