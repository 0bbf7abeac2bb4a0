// DESIGN: what is known of an upload's rows. A row that was chosen stays where it is, so that whoever
// goes down the list isn't moved, and can change their mind. The server takes a choice for every row
// that names the same film; so does the page.

/** The largest file that the server takes. */
export const LARGEST = 20 * 1024 * 1024;

/** What somebody has begun, and not brought to an end. @param {readonly Upload[]} uploads */
export const unfinished = (uploads) =>
  uploads.find(({ applied_at }) => applied_at === null) ?? null;

/** @param {UploadRow} one @param {UploadRow} other */
const namesSame = (one, other) =>
  (one.title !== null || one.imdb_id !== null) &&
  one.title === other.title &&
  one.original_title === other.original_title &&
  one.year === other.year &&
  one.imdb_id === other.imdb_id;

/**
 * Those that change with a row that was chosen, as they are now.
 * @param {readonly UploadRow[]} rows
 * @param {UploadRow} chosen
 */
export const settled = (rows, chosen) =>
  rows
    .filter((row) => row.id === chosen.id || namesSame(row, chosen))
    .map((row) =>
      row.id === chosen.id ? chosen : { ...chosen, id: row.id, ...placeOf(row), ...sayingOf(row) },
    );

/** @param {UploadRow} row */
const placeOf = ({ number, file, line, entry }) => ({ number, file, line, entry });

/** @param {UploadRow} row */
const sayingOf = ({ kind, stars, date }) => ({ kind, stars, date });

/** Those of which other sites have said more. @param {readonly UploadRow[]} rows @param {readonly UploadRow[]} fresh */
export function answered(rows, fresh) {
  const asking = new Set(rows.filter((row) => row.asking).map(({ id }) => id));
  return fresh.filter(({ id }) => asking.has(id));
}

/** @param {readonly UploadRow[]} rows */
export const isAsking = (rows) => rows.some(({ asking }) => asking);

/** What a guess is told by. @param {UploadFilm} film @returns {RowChoice} */
export const choiceOf = ({ film_id, imdb_id }) =>
  film_id === null ? { imdb_id: String(imdb_id) } : { film_id };
