#include "store/engine/db.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "base/strbuf.h"
#include "store/engine/db_inside.h"

static atomic_uint_fast64_t statements_run;

uint64_t db_statements_run(void)
{
    return atomic_load(&statements_run);
}

/* SQLite numbers a "?2" as 2, but a "$2" by where it first appears. */
static void prepare(struct db *db, const struct statement *statement, struct stmt *stmt)
{
    auto_strbuf struct strbuf text;

    strbuf_init(&text, 64 * 1024);
    for (const char *c = statement->text; *c != '\0'; c++)
        strbuf_addch(&text, *c == '$' ? '?' : *c);
    stmt->db = db;
    stmt->statement = statement;
    /* The handle is left NULL when it fails: the step then reports why. */
    sqlite3_prepare_v3(db->handle, text.bytes, -1, SQLITE_PREPARE_PERSISTENT, &stmt->handle, NULL);
}

struct stmt *db_stmt(struct db *db, const struct statement *statement)
{
    struct stmt *stmt = &db->stmts[statement - __start_statements];

    /* Bound anew in the middle it would run with what it was bound to before. */
    if (stmt->is_taken)
        abort();
    if (stmt->handle == NULL)
        prepare(db, statement, stmt);
    stmt->next_parameter = 1;
    stmt->counted = false;
    stmt->is_taken = true;
    return stmt;
}

void stmt_reset(struct stmt *stmt)
{
    if (stmt->handle != NULL) {
        sqlite3_reset(stmt->handle);
        sqlite3_clear_bindings(stmt->handle);
    }
    stmt->is_taken = false;
}

void stmt_int(struct stmt *stmt, int64_t value)
{
    int place = stmt->next_parameter++;

    if (stmt->handle != NULL)
        sqlite3_bind_int64(stmt->handle, place, value);
}

void stmt_int_or_null(struct stmt *stmt, int64_t value)
{
    if (value != 0)
        stmt_int(stmt, value);
    else
        stmt->next_parameter++;
}

void stmt_text(struct stmt *stmt, const char *value)
{
    int place = stmt->next_parameter++;

    if (stmt->handle != NULL)
        sqlite3_bind_text(stmt->handle, place, value, -1, SQLITE_STATIC);
}

void stmt_blob(struct stmt *stmt, const void *bytes, size_t length)
{
    int place = stmt->next_parameter++;

    if (stmt->handle != NULL)
        sqlite3_bind_blob(stmt->handle, place, bytes, (int)length, SQLITE_STATIC);
}

/* Others may have failed since: it is tried once more, so that the reason is its own. */
static enum fault explain_unprepared(struct stmt *stmt, struct error *err)
{
    prepare(stmt->db, stmt->statement, stmt);
    return stmt->handle == NULL ? db_explain(stmt->db, err)
                                : error_set(err, FAULT_BUSY, "The database is busy. Try again.");
}

enum fault stmt_row(struct stmt *stmt, bool *row, struct error *err)
{
    int code;

    if (stmt->handle == NULL)
        return explain_unprepared(stmt, err);
    if (!stmt->counted)
        atomic_fetch_add_explicit(&statements_run, 1, memory_order_relaxed);
    stmt->counted = true;
    code = sqlite3_step(stmt->handle);
    *row = code == SQLITE_ROW;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return db_explain(stmt->db, err);
    stmt->db->topics |= stmt->statement->topics;
    return FAULT_NONE;
}

enum fault stmt_run(struct stmt *stmt, struct error *err)
{
    bool row;

    return stmt_row(stmt, &row, err);
}

enum fault stmt_number(struct stmt *stmt, int64_t *number, struct error *err)
{
    bool row;

    TRY(stmt_row(stmt, &row, err));
    if (!row)
        return error_set(err, FAULT_INTERNAL, "A statement that returns one row returned none.");
    *number = stmt_col_int(stmt, 0);
    /* An INSERT … RETURNING has run only when it was stepped to its end. */
    return stmt_row(stmt, &row, err);
}

int64_t db_changes(struct db *db)
{
    return sqlite3_changes64(db->handle);
}

int64_t db_changes_ever(struct db *db)
{
    return sqlite3_total_changes64(db->handle);
}

int64_t stmt_col_int(struct stmt *stmt, int column)
{
    return sqlite3_column_int64(stmt->handle, column);
}

const char *stmt_col_text(struct stmt *stmt, int column)
{
    return (const char *)sqlite3_column_text(stmt->handle, column);
}

const void *stmt_col_blob(struct stmt *stmt, int column, size_t *length)
{
    *length = (size_t)sqlite3_column_bytes(stmt->handle, column);
    return sqlite3_column_blob(stmt->handle, column);
}

bool stmt_col_is_null(struct stmt *stmt, int column)
{
    return sqlite3_column_type(stmt->handle, column) == SQLITE_NULL;
}
