#include "store/engine/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "store/engine/seal.h"
#include "store/engine/verify.h"

/* SQLite would take what lies beside an unfinished copy for a part of the next one. */
static void remove_unfinished(const char *path)
{
    static const char *const endings[] = {"-journal", "-wal", "-shm", ""};
    char name[FILE_PATH_SIZE + 8];

    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        snprintf(name, sizeof(name), "%s%s", path, endings[i]);
        unlink(name);
    }
}

enum fault backup_begin(const char *path, struct error *err)
{
    int file;

    remove_unfinished(path);
    file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return error_set(err, FAULT_INTERNAL, "Can't write %.200s: %s.", path, strerror(errno));
    close(file);
    return FAULT_NONE;
}

ENGINE_STATEMENT(sql_tables, "SELECT name FROM sqlite_schema WHERE type = 'table'"
                             " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name");

/* All rows of all tables. */
static enum fault count_rows(struct db *db, int64_t *rows, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_tables);
    auto_strbuf struct strbuf sql;
    bool row;

    strbuf_init(&sql, 64 * 1024);
    strbuf_addstr(&sql, "SELECT 0");
    for (;;) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return db_number(db, sql.bytes, rows, err);
        strbuf_addf(&sql, " + (SELECT count(*) FROM \"%s\")", stmt_col_text(s, 0));
    }
}

static enum fault copy_moment(struct db *db, const char *path, const atomic_bool *stop,
                              int64_t *rows, struct error *err)
{
    TRY(count_rows(db, rows, err));
    return db_copy_to(db, path, stop, err);
}

static enum fault read_again(const char *path, int64_t expected, struct error *err)
{
    int64_t rows = 0;
    struct db *db;
    enum fault fault;

    TRY(verify_open(path, &db, err));
    fault = count_rows(db, &rows, err);
    if (fault == FAULT_NONE)
        fault = verify_pages(db, err);
    db_close(db);
    TRY(fault);
    if (rows == expected)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "The copy doesn't match the database.");
}

enum fault backup_copy(struct db *db, const char *path, const atomic_bool *stop, struct error *err)
{
    struct error ignored;
    enum fault fault;
    int64_t rows;

    TRY(db_exec(db, "BEGIN", err));
    fault = copy_moment(db, path, stop, &rows, err);
    db_exec(db, "COMMIT", &ignored);
    TRY(fault);
    TRY(file_sync(path, err));
    if (!file_sync_folder(path))
        return error_set(err, FAULT_INTERNAL, "The disk did not confirm the name %.200s.", path);
    TRY(read_again(path, rows, err));
    return seal_put(path, err);
}
