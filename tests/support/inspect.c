#include "support/inspect.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static sqlite3 *open_file(const char *path)
{
    sqlite3 *db;

    if (sqlite3_open(path, &db) != SQLITE_OK || sqlite3_busy_timeout(db, 5000) != SQLITE_OK)
        abort();
    return db;
}

static void must(sqlite3 *db, int code)
{
    if (code == SQLITE_OK)
        return;
    fprintf(stderr, "SQLite: %s\n", sqlite3_errmsg(db));
    abort();
}

void inspect_run(const char *path, const char *sql)
{
    sqlite3 *db = open_file(path);

    must(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
    sqlite3_close(db);
}

static void collect(const char *path, const char *sql, int column, const char *end,
                    struct strbuf *out)
{
    sqlite3 *db = open_file(path);
    sqlite3_stmt *rows;

    must(db, sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL));
    must(db, sqlite3_prepare_v2(db, sql, -1, &rows, NULL));
    while (sqlite3_step(rows) == SQLITE_ROW) {
        strbuf_addstr(out, (const char *)sqlite3_column_text(rows, column));
        strbuf_addstr(out, end);
    }
    must(db, sqlite3_finalize(rows));
    sqlite3_close(db);
}

void inspect_rows(const char *path, const char *sql, const char *end, struct strbuf *out)
{
    collect(path, sql, 0, end, out);
}

#define SCHEMA                                                                                     \
    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'" \
    " AND name NOT LIKE 'kept!_%' ESCAPE '!'"                                                      \
    " AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')"

void inspect_schema(const char *path, struct strbuf *out)
{
    collect(path, SCHEMA " ORDER BY rowid", 0, ";\n\n", out);
}

void inspect_schema_by_name(const char *path, struct strbuf *out)
{
    collect(path, SCHEMA " ORDER BY name", 0, ";\n\n", out);
}

void inspect_plan(const char *path, const char *sql, struct strbuf *out)
{
    auto_strbuf struct strbuf explain;

    strbuf_init(&explain, 64 * 1024);
    strbuf_addf(&explain, "EXPLAIN QUERY PLAN %s", sql);
    collect(path, explain.bytes, 3, "\n", out);
}

void inspect_operations(const char *path, const char *sql, struct strbuf *out)
{
    auto_strbuf struct strbuf explain;

    strbuf_init(&explain, 64 * 1024);
    strbuf_addf(&explain, "EXPLAIN %s", sql);
    collect(path, explain.bytes, 1, "\n", out);
}

void inspect_file(const char *path, struct strbuf *out)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    char bytes[4096];
    ssize_t length;

    if (file < 0)
        abort();
    while ((length = read(file, bytes, sizeof(bytes))) > 0)
        strbuf_add(out, bytes, (size_t)length);
    close(file);
    if (length < 0 || !strbuf_ok(out))
        abort();
}
