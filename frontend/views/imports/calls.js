// What only those ask who bring their films along.
import { ApiError, json, request } from "../../api.js";
import { withQuery } from "../club/calls.js";

/** ms for 20 MiB on a slow line. */
const A_FILE = 900_000;
/** ms for what goes over all rows of a long list. */
const A_LIST = 120_000;
const NAME_LENGTH = 200;
const AT_ONCE = 10;

/** Without what no name has; its end tells more than its beginning. @param {string} name */
const nameToSend = (name) => [...name.replace(/\p{C}/gu, "")].slice(-NAME_LENGTH).join("").trim();

/** @param {File} file @param {AbortSignal} signal @returns {Promise<Upload>} */
export const send = (file, signal) =>
  json("POST", withQuery("/imports", { name: nameToSend(file.name) }), {
    file,
    patience: A_FILE,
    signal,
  });

/** What is still kept of the reader's. @returns {Promise<{items: Upload[]}>} */
export const uploads = () => json("GET", "/imports");

/** @param {number} id @param {UploadKind} kind of the films @returns {Promise<Upload>} */
export const sayKind = (id, kind) =>
  json("PATCH", `/imports/${id}`, { body: { kind }, patience: A_LIST });

/** @param {number} id @returns {Promise<Upload>} */
export const apply = (id) => json("POST", `/imports/${id}/apply`, { patience: A_LIST });

/** @param {number} id */
export const drop = (id) => request("DELETE", `/imports/${id}`);

/** @typedef {"matched" | "unmatched" | "left"} Which */

/**
 * @param {number} id
 * @param {Which} of
 * @param {string | null} cursor
 * @returns {Promise<{items: UploadRow[], next: string | null}>}
 */
export async function rows(id, of, cursor) {
  const { items, next } = await json(
    "GET",
    withQuery(`/imports/${id}/rows`, { of, cursor, limit: AT_ONCE }),
  );
  return { items: items.map(numbered), next };
}

/** @param {Omit<UploadRow, "id">} row @returns {UploadRow} */
const numbered = (row) => ({ ...row, id: row.number });

/**
 * @param {number} id
 * @param {number} number of the row
 * @param {RowChoice} choice
 * @returns {Promise<{row: UploadRow, upload: Upload}>}
 */
export async function choose(id, number, choice) {
  const how = { body: choice, patience: A_LIST };
  const { row, import: upload } = await json("PUT", `/imports/${id}/rows/${number}`, how);
  return { row: numbered(row), upload };
}

/** It was kept for an hour. @param {unknown} error */
export const isGone = (error) => error instanceof ApiError && error.slug === "not-found";
