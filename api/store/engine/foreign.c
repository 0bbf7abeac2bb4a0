/*
 * DESIGN. SQLite's locks say who has a database open, so they're looked at from outside first: with
 * F_GETLK on a file descriptor of our own, which stays open as long as SQLite's (closing it would
 * drop SQLite's locks). A read transaction then holds the file. Where the site used a write-ahead
 * log and has stopped, there may be no log to hold: such a file is complete, and is opened as one
 * that doesn't change. What changes nevertheless shows in the files' times and sizes.
 */
#include "store/engine/foreign.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/text.h"

/* What a file looks like from outside; all 0: it isn't there. */
struct look {
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec changed;
};

struct foreign {
    sqlite3 *handle;
    int watch; /* -1: not open */
    char path[FILE_PATH_SIZE], log[FILE_PATH_SIZE], index[FILE_PATH_SIZE];
    struct look file, log_file;
    bool makes_index; /* there is a log without its index: ours to remove again */
};

struct foreign_rows {
    struct foreign *foreign;
    sqlite3_stmt *handle;
};

/* ---- from outside -----------------------------------------------------------------------------
 */

static struct look outside_of(const char *path)
{
    struct stat info;

    if (stat(path, &info) != 0)
        return (struct look){0};
    return (struct look){info.st_dev, info.st_ino, info.st_size, info.st_mtim};
}

static bool looks_the_same(const struct look *one, const struct look *other)
{
    return one->device == other->device && one->inode == other->inode && one->size == other->size &&
           one->changed.tv_sec == other->changed.tv_sec &&
           one->changed.tv_nsec == other->changed.tv_nsec;
}

static enum fault in_use(const struct foreign *foreign, struct error *err)
{
    return error_set(err, FAULT_BUSY,
                     "Another program is using %.200s. Stop the site first. Then try again.",
                     foreign->path);
}

/* SQLite's locks are bytes from here on: https://www.sqlite.org/lockingv3.html */
static enum fault must_be_unused(const struct foreign *foreign, struct error *err)
{
    enum { PENDING_BYTE = 0x40000000, LOCK_BYTES = 512 };
    struct flock lock = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = PENDING_BYTE, .l_len = LOCK_BYTES};

    if (fcntl(foreign->watch, F_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
        return FAULT_NONE;
    return in_use(foreign, err);
}

/* One that begins with a NUL is done with: sites that keep the file between writes leave it so. */
static enum fault must_have_no_journal(const struct foreign *foreign, struct error *err)
{
    char journal[FILE_PATH_SIZE], first = '?';
    int file;

    if (snprintf(journal, sizeof(journal), "%s-journal", foreign->path) >= (int)sizeof(journal))
        return FAULT_NONE;
    file = open(journal, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0 && errno == ENOENT)
        return FAULT_NONE;
    if (file >= 0 && read(file, &first, 1) == 0)
        first = '\0';
    if (file >= 0)
        close(file);
    if (first == '\0')
        return FAULT_NONE;
    return error_set(err, FAULT_BUSY,
                     "%.200s was cut off in the middle of a write. Start the site once, so that it "
                     "mends this. Stop it, and try again.",
                     foreign->path);
}

static enum fault read_database_head(struct foreign *foreign, bool *logs, struct error *err)
{
    static const char magic[] = "SQLite format 3";
    enum { HEAD = 100, WRITE_VERSION = 18, LOGS = 2 };
    unsigned char head[HEAD];
    struct stat info;

    foreign->watch = open(foreign->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (foreign->watch < 0)
        return error_set(err, FAULT_NOT_FOUND, "Can't open %.200s: %s.", foreign->path,
                         strerror(errno));
    if (fstat(foreign->watch, &info) != 0 || !S_ISREG(info.st_mode))
        return error_set(err, FAULT_MALFORMED, "%.200s isn't a file.", foreign->path);
    if (pread(foreign->watch, head, sizeof(head), 0) != HEAD ||
        memcmp(head, magic, sizeof(magic)) != 0)
        return error_set(err, FAULT_MALFORMED, "%.200s isn't an SQLite database%s.", foreign->path,
                         info.st_size == 0 ? ": it is empty" : "");
    *logs = head[WRITE_VERSION] == LOGS;
    return FAULT_NONE;
}

/* ---- from inside ------------------------------------------------------------------------------
 */

/* What SQLite says has names from the file in it, which could upset a terminal. */
static enum fault damaged(const struct foreign *foreign, const char *said, struct error *err)
{
    enum { SAID_MAX = 100 };
    auto_arena struct arena scratch = {0};
    auto_strbuf struct strbuf valid;

    strbuf_init(&valid, 64 * 1024);
    text_mend(&valid, said, strcspn(said, "\n"));
    return error_set(err, FAULT_MALFORMED, "%.150s is damaged: %s.", foreign->path,
                     text_tidy(&scratch, valid.bytes, SAID_MAX));
}

static enum fault explain_foreign(const struct foreign *foreign, struct error *err)
{
    switch (sqlite3_errcode(foreign->handle) & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return in_use(foreign, err);
    case SQLITE_TOOBIG:
        return error_set(err, FAULT_MALFORMED, "%.200s has a row with more than %d MB.",
                         foreign->path, FOREIGN_CELL_MAX / 1024 / 1024);
    case SQLITE_CANTOPEN:
        return error_set(err, FAULT_NOT_FOUND,
                         "Can't read %.150s with the log beside it. Copy both to a folder where "
                         "you may write.",
                         foreign->path);
    default:
        return damaged(foreign, sqlite3_errmsg(foreign->handle), err);
    }
}

/* As a URI, since only that can say that the file doesn't change. */
static void make_uri(const struct foreign *foreign, bool fixed, struct strbuf *uri)
{
    strbuf_addstr(uri, *foreign->path == '/' ? "file:" : "file:./");
    for (const char *c = foreign->path; *c != '\0'; c++)
        if (strchr("%?#", *c) != NULL)
            strbuf_addf(uri, "%%%02X", (unsigned)*c);
        else
            strbuf_addch(uri, *c);
    strbuf_addstr(uri, fixed ? "?immutable=1" : "");
}

static enum fault run_foreign(struct foreign *foreign, const char *sql, struct error *err)
{
    return sqlite3_exec(foreign->handle, sql, NULL, NULL, NULL) == SQLITE_OK
               ? FAULT_NONE
               : explain_foreign(foreign, err);
}

static enum fault connect_foreign(struct foreign *foreign, bool fixed, struct error *err)
{
    auto_strbuf struct strbuf uri;

    strbuf_init(&uri, (size_t)4 * FILE_PATH_SIZE);
    make_uri(foreign, fixed, &uri);
    if (sqlite3_open_v2(uri.bytes, &foreign->handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                        NULL) != SQLITE_OK)
        return explain_foreign(foreign, err);
    sqlite3_extended_result_codes(foreign->handle, 1);
    sqlite3_db_config(foreign->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_limit(foreign->handle, SQLITE_LIMIT_LENGTH, FOREIGN_CELL_MAX);
    return run_foreign(foreign,
                       "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                       "PRAGMA mmap_size = 0; PRAGMA query_only = ON; BEGIN",
                       err);
}

static enum fault check_pages(struct foreign *foreign, struct error *err)
{
    auto_rows struct foreign_rows *rows = NULL;
    const char *said;
    size_t length;
    bool row;

    TRY(foreign_select(foreign, "PRAGMA quick_check(1)", NULL, &rows, err));
    TRY(foreign_next(rows, &row, err));
    said = row ? foreign_bytes(rows, 0, &length) : "it can't be read";
    return strcmp(said, "ok") == 0 ? FAULT_NONE : damaged(foreign, said, err);
}

static enum fault open_foreign(struct foreign *foreign, struct error *err)
{
    bool logs = false;

    TRY(read_database_head(foreign, &logs, err));
    foreign->file = outside_of(foreign->path);
    foreign->log_file = outside_of(foreign->log);
    TRY(must_be_unused(foreign, err));
    TRY(must_have_no_journal(foreign, err));
    foreign->makes_index = foreign->log_file.size > 0 && access(foreign->index, F_OK) != 0;
    TRY(connect_foreign(foreign, logs && foreign->log_file.size == 0, err));
    return check_pages(foreign, err);
}

/* SQLite keeps what belongs to a file beside the file itself, not beside a link to it. */
enum fault foreign_open(const char *given, struct foreign **out, struct error *err)
{
    auto_free char *path = file_full_path(given);
    struct foreign *foreign = calloc(1, sizeof(*foreign));
    enum fault fault;

    if (foreign == NULL)
        abort();
    foreign->watch = -1;
    if (snprintf(foreign->path, sizeof(foreign->path), "%s", path) >= FILE_PATH_SIZE - 8)
        fault = error_set(err, FAULT_NOT_FOUND, "The path of the database is too long.");
    else {
        snprintf(foreign->log, sizeof(foreign->log), "%.*s-wal", FILE_PATH_SIZE - 8, path);
        snprintf(foreign->index, sizeof(foreign->index), "%.*s-shm", FILE_PATH_SIZE - 8, path);
        fault = open_foreign(foreign, err);
    }
    if (fault != FAULT_NONE)
        foreign_close(foreign);
    else
        *out = foreign;
    return fault;
}

/* Whoever has opened the file meanwhile uses the same index, and it would be lost to them. */
static void remove_index(const struct foreign *foreign)
{
    struct error ignored;

    error_init(&ignored);
    if (foreign->makes_index && must_be_unused(foreign, &ignored) == FAULT_NONE)
        unlink(foreign->index);
}

void foreign_close(struct foreign *foreign)
{
    if (foreign == NULL)
        return;
    sqlite3_close(foreign->handle);
    remove_index(foreign);
    if (foreign->watch >= 0)
        close(foreign->watch);
    free(foreign);
}

enum fault foreign_is_still(struct foreign *foreign, struct error *err)
{
    const struct look file = outside_of(foreign->path), log_file = outside_of(foreign->log);

    if (!looks_the_same(&file, &foreign->file) || !looks_the_same(&log_file, &foreign->log_file))
        return error_set(err, FAULT_BUSY,
                         "Somebody wrote to %.200s meanwhile. Stop the site first. Then try again.",
                         foreign->path);
    TRY(must_be_unused(foreign, err));
    return must_have_no_journal(foreign, err);
}

/* ---- rows -------------------------------------------------------------------------------------
 */

enum fault foreign_select(struct foreign *foreign, const char *sql, const char *text,
                          struct foreign_rows **out, struct error *err)
{
    sqlite3_stmt *handle;
    struct foreign_rows *rows;

    if (sqlite3_prepare_v2(foreign->handle, sql, -1, &handle, NULL) != SQLITE_OK)
        return explain_foreign(foreign, err);
    rows = calloc(1, sizeof(*rows));
    if (rows == NULL)
        abort();
    *rows = (struct foreign_rows){.foreign = foreign, .handle = handle};
    if (text != NULL)
        sqlite3_bind_text(handle, 1, text, -1, SQLITE_STATIC);
    *out = rows;
    return FAULT_NONE;
}

enum fault foreign_next(struct foreign_rows *rows, bool *row, struct error *err)
{
    int code = sqlite3_step(rows->handle);

    *row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? FAULT_NONE
                                                     : explain_foreign(rows->foreign, err);
}

void foreign_done(struct foreign_rows *rows)
{
    if (rows == NULL)
        return;
    sqlite3_finalize(rows->handle);
    free(rows);
}

/* Whether it has that name, and whether rows are kept under it: a view makes them up, and so does
 * the module of a virtual table. */
static enum fault find_table(struct foreign *foreign, const char *table, bool *has,
                             struct error *err)
{
    auto_rows struct foreign_rows *rows = NULL;
    size_t length;

    TRY(foreign_select(foreign,
                       "SELECT type FROM pragma_table_list WHERE schema = 'main' AND name = $1",
                       table, &rows, err));
    TRY(foreign_next(rows, has, err));
    if (!*has || strcmp(foreign_bytes(rows, 0, &length), "table") == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_MALFORMED, "%.150s has no rows of its own in %s.", foreign->path,
                     table);
}

enum fault foreign_has(struct foreign *foreign, const char *table, const char *column, bool *has,
                       struct error *err)
{
    auto_rows struct foreign_rows *rows = NULL;
    auto_strbuf struct strbuf sql;

    strbuf_init(&sql, 1024);
    TRY(find_table(foreign, table, has, err));
    if (!*has || column == NULL)
        return FAULT_NONE;
    strbuf_addf(&sql, "SELECT 1 FROM pragma_table_info('%s') WHERE name = $1", table);
    TRY(foreign_select(foreign, sql.bytes, column, &rows, err));
    return foreign_next(rows, has, err);
}

int foreign_columns(struct foreign_rows *rows)
{
    return sqlite3_column_count(rows->handle);
}

const char *foreign_name(struct foreign_rows *rows, int column)
{
    return sqlite3_column_name(rows->handle, column);
}

enum foreign_type foreign_type(struct foreign_rows *rows, int column)
{
    switch (sqlite3_column_type(rows->handle, column)) {
    case SQLITE_INTEGER:
        return FOREIGN_NUMBER;
    case SQLITE_FLOAT:
        return FOREIGN_REAL;
    case SQLITE_TEXT:
        return FOREIGN_TEXT;
    case SQLITE_BLOB:
        return FOREIGN_BLOB;
    default:
        return FOREIGN_NULL;
    }
}

int64_t foreign_int(struct foreign_rows *rows, int column)
{
    return sqlite3_column_int64(rows->handle, column);
}

double foreign_real(struct foreign_rows *rows, int column)
{
    return sqlite3_column_double(rows->handle, column);
}

const char *foreign_bytes(struct foreign_rows *rows, int column, size_t *length)
{
    const char *bytes = foreign_type(rows, column) == FOREIGN_BLOB
                            ? sqlite3_column_blob(rows->handle, column)
                            : (const char *)sqlite3_column_text(rows->handle, column);

    *length = (size_t)sqlite3_column_bytes(rows->handle, column);
    return bytes == NULL ? "" : bytes;
}
