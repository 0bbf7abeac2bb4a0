/* Looks at a database file past the store, with SQLite itself. */
#ifndef MARQUEE_TESTS_INSPECT_H
#define MARQUEE_TESTS_INSPECT_H

#include "base/strbuf.h"

/* Runs SQL on a file that need not be ours; made if it is not there. Aborts on an error. */
void inspect_run(const char *path, const char *sql);

/* Appends the first column of every row, each followed by `end`. Aborts on an error. */
void inspect_rows(const char *path, const char *sql, const char *end, struct strbuf *out);

/* The statements that make the schema, in the order in which it was made; without what a step down
 * keeps for the way up. */
void inspect_schema(const char *path, struct strbuf *out);
/* The same by name: a step down makes an index that it brings back after all others. */
void inspect_schema_by_name(const char *path, struct strbuf *out);

/* The query plan of a statement, a line per step. */
void inspect_plan(const char *path, const char *sql, struct strbuf *out);

/* What SQLite does for a statement, its triggers and the tables that refer to it, a line each. */
void inspect_operations(const char *path, const char *sql, struct strbuf *out);

/* The whole of a small file. Aborts if it cannot be read. */
void inspect_file(const char *path, struct strbuf *out);

#endif
