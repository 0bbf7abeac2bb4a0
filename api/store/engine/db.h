/*
 * One connection to the database, and its statements. Only its two files know the engine: db.c and
 * stmt.c include <sqlite3.h>; migrate.c runs scripts through them.
 *
 * A statement is prepared at its first use and kept. It is bound in order, stepped, and goes back
 * at the end of the scope:
 *
 *     auto_stmt struct stmt *s = db_stmt(db, &sql_proposal_votes);
 *     stmt_int(s, proposal_id);
 *     TRY(stmt_row(s, &found, err));
 *
 * Not for two threads at once; the store lends each connection to one at a time.
 */
#ifndef MARQUEE_STORE_ENGINE_DB_H
#define MARQUEE_STORE_ENGINE_DB_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/auto.h"
#include "base/error.h"
#include "store/engine/statement.h"
#include "store/engine/touched.h"

struct db;
struct stmt;

enum db_mode { DB_READER, DB_WRITER };

/* Once, before the first connection. */
enum fault db_global_init(struct error *err);

/* A reader never creates the file and cannot write (query_only). */
enum fault db_open(const char *path, enum db_mode mode, struct db **db, struct error *err);
/* An empty one in memory, which goes with its close. */
enum fault db_open_memory(struct db **db, struct error *err);
void db_close(struct db *db);

/* Runs SQL that is no statement of ours: migrations, pragmas, transaction control. */
enum fault db_exec(struct db *db, const char *sql, struct error *err);

/* Room in memory for the pages of a large unit of work (64 MiB), or for those of ordinary ones. */
enum fault db_make_room(struct db *db, bool large, struct error *err);

/* The number in the first column of the first row of a pragma or a query that is ours. */
enum fault db_number(struct db *db, const char *sql, int64_t *number, struct error *err);

/*
 * Copies the whole database into the empty file at `path`, page by page. Inside a transaction of
 * `db` it is a copy of the moment when that began: one writer may go on meanwhile. FAULT_BUSY once
 * `*stop` is true; nobody stops it where that is NULL.
 */
enum fault db_copy_to(struct db *db, const char *path, const atomic_bool *stop, struct error *err);

/* From here on its log goes into the file only when db_checkpoint() is called. */
void db_checkpoint_by_hand(struct db *db);
/* The log is so long that it is time. */
bool db_is_checkpoint_due(const struct db *db);
/* Brings the log into the file, as far as readers let it: `*whole` if nothing is left in it. */
enum fault db_checkpoint(struct db *db, bool *whole, struct error *err);
/* The file is not ours any more: its close leaves both the file and its log as they are. */
void db_forsake(struct db *db);

/* Statements begun on all connections of this process since it started, transaction control and
 * pragmas not counted. For the tests that hold the page to its number. */
uint64_t db_statements_run(void);

/* Undoes the transaction that is open, if one is. */
void db_end(struct db *db);

/* False once an error (a full disk, a failed read) made SQLite undo the whole transaction. */
bool db_in_transaction(struct db *db);

/* The topics of what ran since the last call, and forgets them. */
unsigned db_take_topics(struct db *db);

/* Whom what ran is about: ids that mean nothing to the engine. */
struct touched *db_touched(struct db *db);
static inline void db_touch(struct db *db, int64_t id)
{
    touched_add(db_touched(db), id);
}

/* True once a write to disk could not be made sure (a failed fsync): nothing may be acknowledged
 * from here on. */
bool db_is_broken(const struct db *db);

/* Taken until the end of the scope; taken once more before that, it aborts. One that can't be
 * prepared (a table is missing) takes its parameters all the same, and says why when it's stepped.
 */
struct stmt *db_stmt(struct db *db, const struct statement *statement);
void stmt_reset(struct stmt *stmt);
static inline void auto_stmt_release(struct stmt **stmt)
{
    stmt_reset(*stmt);
}
#define auto_stmt CLEANUP(auto_stmt_release)

/* Bind the next parameter. Text and blobs are borrowed until the statement goes back. */
void stmt_int(struct stmt *stmt, int64_t value);
void stmt_int_or_null(struct stmt *stmt, int64_t value); /* 0 is null */
void stmt_text(struct stmt *stmt, const char *value);    /* NULL is null */
void stmt_blob(struct stmt *stmt, const void *bytes, size_t length);

/* Steps to the next row; *row is false after the last. */
enum fault stmt_row(struct stmt *stmt, bool *row, struct error *err);
/* Runs a statement that returns no row. */
enum fault stmt_run(struct stmt *stmt, struct error *err);
/* Runs it, and takes the first column of its one row (RETURNING, count). */
enum fault stmt_number(struct stmt *stmt, int64_t *number, struct error *err);
/* Rows that the last run of any statement changed, those of triggers not counted. */
int64_t db_changes(struct db *db);
/* Rows changed since the connection was opened, those of triggers and of what was undone as well.
 */
int64_t db_changes_ever(struct db *db);

/* Columns of the row, from 0. Text is borrowed until the next step; null is NULL or 0. */
int64_t stmt_col_int(struct stmt *stmt, int column);
const char *stmt_col_text(struct stmt *stmt, int column);
const void *stmt_col_blob(struct stmt *stmt, int column, size_t *length);
bool stmt_col_is_null(struct stmt *stmt, int column);

#endif
