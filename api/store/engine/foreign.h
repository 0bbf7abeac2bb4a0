/*
 * A database of another program: only read, and not believed. It's held from foreign_open() to
 * foreign_close(): as far as its locks reach, nobody writes to it meanwhile, and foreign_is_still()
 * says whether somebody did. Nothing is made or changed beside it.
 *
 * For one thread. Messages call the file by its path, so that they can be printed as they are.
 */
#ifndef MARQUEE_STORE_ENGINE_FOREIGN_H
#define MARQUEE_STORE_ENGINE_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/auto.h"
#include "base/error.h"

struct foreign;
struct foreign_rows;

enum { FOREIGN_CELL_MAX = 8 * 1024 * 1024 /* bytes of a cell, or of a row */ };

/* FAULT_NOT_FOUND: there is no such file, or it can't be read. FAULT_MALFORMED: it's no SQLite
 * database, or a damaged one; all of it was checked. FAULT_BUSY: another program has it open, or
 * was cut off while it wrote. */
enum fault foreign_open(const char *path, struct foreign **foreign, struct error *err);
/* NULL is fine. */
void foreign_close(struct foreign *foreign);

/* FAULT_BUSY: somebody has written to it, or is about to. */
enum fault foreign_is_still(struct foreign *foreign, struct error *err);

/* Whether it has that table, and that table this column (NULL: any). FAULT_MALFORMED: it's a view
 * or a virtual table, which may make its rows up. */
enum fault foreign_has(struct foreign *foreign, const char *table, const char *column, bool *has,
                       struct error *err);

/* Rows of a query of ours; `text` is its $1 (NULL: it has none), borrowed until the end. */
enum fault foreign_select(struct foreign *foreign, const char *sql, const char *text,
                          struct foreign_rows **rows, struct error *err);
enum fault foreign_next(struct foreign_rows *rows, bool *row, struct error *err);
void foreign_done(struct foreign_rows *rows);
static inline void auto_foreign_done(struct foreign_rows **rows)
{
    foreign_done(*rows);
}
#define auto_rows CLEANUP(auto_foreign_done)

enum foreign_type { FOREIGN_NULL, FOREIGN_NUMBER, FOREIGN_REAL, FOREIGN_TEXT, FOREIGN_BLOB };

/* Of the row, columns from 0. A cell may have any type, whatever its column says. Text and blobs
 * are borrowed until the next row; text need not be UTF-8, and a blob has no NUL behind it. */
int foreign_columns(struct foreign_rows *rows);
const char *foreign_name(struct foreign_rows *rows, int column);
enum foreign_type foreign_type(struct foreign_rows *rows, int column);
int64_t foreign_int(struct foreign_rows *rows, int column);
double foreign_real(struct foreign_rows *rows, int column);
const char *foreign_bytes(struct foreign_rows *rows, int column, size_t *length);

#endif
