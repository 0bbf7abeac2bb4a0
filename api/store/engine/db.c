#include "store/engine/db.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "store/engine/db_inside.h"

enum {
    COPY_PAGES = 1024, /* of a copy, between two looks at whether to stop */
    LOG_PAGES = 1000   /* in the log, from which on it goes into the file: as SQLite has it */
};

enum fault db_global_init(struct error *err)
{
    enum {
        PAGES_KEPT = 64,     /* room for them, 270 kB a connection */
        UNDO_IN_MEMORY = -1, /* of what undoes a statement, however large */
    };

    /* Connections are never shared between threads, and nobody reads the memory statistics:
     * without both, pages built live cost a quarter less. After each commit a reader forgets its
     * pages. If their memory went back to the system, it would come cleared for the next ones,
     * which takes as long as to read them. A large unit of work would write what undoes its
     * statements to a file, again and again; and a piece of 128 KiB or more, which is what it then
     * writes, 3.40.1 takes for a full disk. */
    if (sqlite3_config(SQLITE_CONFIG_MULTITHREAD) != SQLITE_OK ||
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) != SQLITE_OK ||
        sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, PAGES_KEPT) != SQLITE_OK ||
        sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, UNDO_IN_MEMORY) != SQLITE_OK ||
        sqlite3_initialize() != SQLITE_OK)
        return error_set(err, FAULT_INTERNAL, "SQLite can't be started.");
    return FAULT_NONE;
}

/* Too many files are open, here or on the whole machine. */
static bool is_out_of_files(struct db *db)
{
    int reason = sqlite3_system_errno(db->handle);

    return (sqlite3_errcode(db->handle) & 0xff) == SQLITE_CANTOPEN &&
           (reason == EMFILE || reason == ENFILE);
}

enum fault db_explain(struct db *db, struct error *err)
{
    int code = sqlite3_extended_errcode(db->handle);

    if (is_out_of_files(db))
        return error_set(err, FAULT_BUSY, "Too many files are open at the moment. Try again.");
    switch (code) {
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return error_set(err, FAULT_NOT_FOUND, "This refers to something that doesn't exist.");
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
        db->broken = true;
        return error_set(err, FAULT_INTERNAL, "The disk did not confirm a write.");
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_SHMSIZE:
        return error_set(err, FAULT_STORAGE_FULL, "The disk refused a write. It may be full.");
    default:
        break;
    }
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        return error_set(err, FAULT_CONFLICT, "This contradicts what is already stored.");
    case SQLITE_FULL:
        return error_set(err, FAULT_STORAGE_FULL, "The disk is full. Nothing was changed.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(err, FAULT_BUSY, "The database is busy. Try again.");
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return error_set(err, FAULT_INTERNAL,
                         "The database file is damaged or not a database (%s).",
                         sqlite3_errmsg(db->handle));
    default:
        return error_set(err, FAULT_INTERNAL, "The database failed: %s.",
                         sqlite3_errmsg(db->handle));
    }
}

enum fault db_exec(struct db *db, const char *sql, struct error *err)
{
    return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK ? FAULT_NONE
                                                                        : db_explain(db, err);
}

enum fault db_make_room(struct db *db, bool large, struct error *err)
{
    return db_exec(db, large ? "PRAGMA cache_size = -65536" : "PRAGMA cache_size = -2000", err);
}

/* Plans depend on the statement alone: otherwise it would be compiled again whenever another text
 * is bound to its LIKE, which takes longer than to run it. */
static enum fault configure(struct db *db, enum db_mode mode, struct error *err)
{
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
    sqlite3_busy_timeout(db->handle, 5000);
    TRY(db_exec(db,
                "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
                "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;",
                err));
    if (mode == DB_READER)
        return db_exec(db, "PRAGMA query_only = ON; PRAGMA cache_size = -2000;", err);
    return db_exec(db,
                   "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                   "PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 67108864;",
                   err);
}

/* Some names have a meaning of their own to SQLite (":memory:", "file:…"): here they are files. */
static int open_file(const char *path, int flags, sqlite3 **handle)
{
    char *name = sqlite3_mprintf("%s%s", *path == '/' ? "" : "./", path);
    int code;

    if (name == NULL)
        abort();
    code = sqlite3_open_v2(name, handle, flags, NULL);
    sqlite3_free(name);
    return code;
}

/* Both are ends of the linker's one table. */
static size_t statement_count(void)
{
    /* cppcheck-suppress comparePointers */
    return (size_t)(__stop_statements - __start_statements);
}

static struct db *new_db(void)
{
    struct db *db = calloc(1, sizeof(*db) + statement_count() * sizeof(db->stmts[0]));

    if (db == NULL)
        abort();
    return db;
}

enum fault db_open(const char *path, enum db_mode mode, struct db **out, struct error *err)
{
    int flags = SQLITE_OPEN_READWRITE | (mode == DB_WRITER ? SQLITE_OPEN_CREATE : 0);
    struct db *db = new_db();
    enum fault fault;

    if (open_file(path, flags, &db->handle) == SQLITE_OK)
        fault = configure(db, mode, err);
    else if (is_out_of_files(db))
        fault = db_explain(db, err);
    else
        fault =
            error_set(err, FAULT_INTERNAL, "Can't open %s: %s.", path, sqlite3_errmsg(db->handle));
    if (fault != FAULT_NONE) {
        db_close(db);
        return fault;
    }
    *out = db;
    return FAULT_NONE;
}

enum fault db_open_memory(struct db **out, struct error *err)
{
    struct db *db = new_db();

    if (sqlite3_open_v2(":memory:", &db->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY,
                        NULL) != SQLITE_OK) {
        db_explain(db, err);
        db_close(db);
        return err->fault;
    }
    *out = db;
    return FAULT_NONE;
}

void db_close(struct db *db)
{
    if (db == NULL)
        return;
    for (size_t i = 0; i < statement_count(); i++)
        sqlite3_finalize(db->stmts[i].handle);
    sqlite3_close(db->handle);
    free(db);
}

enum fault db_number(struct db *db, const char *sql, int64_t *number, struct error *err)
{
    sqlite3_stmt *handle;
    int code;

    if (sqlite3_prepare_v2(db->handle, sql, -1, &handle, NULL) != SQLITE_OK)
        return db_explain(db, err);
    code = sqlite3_step(handle);
    if (code == SQLITE_ROW)
        *number = sqlite3_column_int64(handle, 0);
    sqlite3_finalize(handle);
    return code == SQLITE_ROW || code == SQLITE_DONE ? FAULT_NONE : db_explain(db, err);
}

/* A backup that is not complete is of no use to anybody: its copy is the caller's to remove. */
static int copy_pages(sqlite3_backup *backup, const atomic_bool *stop)
{
    int code = SQLITE_OK;

    while (code == SQLITE_OK && (stop == NULL || !atomic_load(stop)))
        code = sqlite3_backup_step(backup, COPY_PAGES);
    return code;
}

/* The copy is to be one file: a database in WAL mode would make two more when it is opened. */
static enum fault copy_into(struct db *db, struct db *copy, const atomic_bool *stop,
                            struct error *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(copy->handle, "main", db->handle, "main");
    int code;

    if (backup == NULL)
        return db_explain(copy, err);
    code = copy_pages(backup, stop);
    if (sqlite3_backup_finish(backup) != SQLITE_OK)
        return db_explain(copy, err);
    if (code != SQLITE_DONE)
        return error_set(err, FAULT_BUSY, "The copy was stopped.");
    return db_exec(copy, "PRAGMA journal_mode = DELETE", err);
}

enum fault db_copy_to(struct db *db, const char *path, const atomic_bool *stop, struct error *err)
{
    struct db *copy = new_db();
    enum fault fault;

    if (open_file(path, SQLITE_OPEN_READWRITE, &copy->handle) != SQLITE_OK)
        fault = error_set(err, FAULT_INTERNAL, "Can't open %.200s: %s.", path,
                          sqlite3_errmsg(copy->handle));
    else
        fault = copy_into(db, copy, stop, err);
    db_close(copy);
    return fault;
}

static int note_log(void *context, sqlite3 *handle, const char *name, int pages)
{
    struct db *db = context;

    (void)handle;
    (void)name;
    db->log_pages = pages;
    return SQLITE_OK;
}

void db_checkpoint_by_hand(struct db *db)
{
    sqlite3_wal_hook(db->handle, note_log, db);
}

bool db_is_checkpoint_due(const struct db *db)
{
    return db->log_pages >= LOG_PAGES;
}

enum fault db_checkpoint(struct db *db, bool *whole, struct error *err)
{
    int in_log = 0, in_file = 0;

    *whole = false;
    if (sqlite3_wal_checkpoint_v2(db->handle, "main", SQLITE_CHECKPOINT_PASSIVE, &in_log,
                                  &in_file) != SQLITE_OK)
        return db_explain(db, err);
    *whole = in_log == in_file;
    return FAULT_NONE;
}

void db_forsake(struct db *db)
{
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

void db_end(struct db *db)
{
    struct error ignored;

    if (db_in_transaction(db))
        db_exec(db, "ROLLBACK", &ignored);
}

bool db_in_transaction(struct db *db)
{
    return sqlite3_get_autocommit(db->handle) == 0;
}

unsigned db_take_topics(struct db *db)
{
    unsigned topics = db->topics;

    db->topics = 0;
    return topics;
}

struct touched *db_touched(struct db *db)
{
    return &db->touched;
}

bool db_is_broken(const struct db *db)
{
    return db->broken;
}
