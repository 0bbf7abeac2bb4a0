#include "store/engine/restore.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/engine/aside.h"
#include "store/engine/db.h"
#include "store/engine/hold.h"
#include "store/engine/seal.h"

/* A file with a log beside it is a database that is, or was, in use: part of it is in the log. */
static enum fault check_source(const char *path, const char *file, struct error *err)
{
    char log[FILE_PATH_SIZE];
    struct stat from, to;

    if (stat(file, &from) != 0)
        return error_set(err, FAULT_NOT_FOUND, "Can't read %.200s: %s.", file, strerror(errno));
    if (!S_ISREG(from.st_mode))
        return error_set(err, FAULT_INVALID, "%.200s is not a file.", file);
    if (stat(path, &to) == 0 && to.st_ino == from.st_ino && to.st_dev == from.st_dev)
        return error_set(err, FAULT_INVALID, "%.200s is the database itself.", file);
    snprintf(log, sizeof(log), "%s-wal", file);
    if (stat(log, &from) != 0 || from.st_size == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_INVALID,
                     "%.150s has a log beside it (-wal), so it is in use. Restore a file that "
                     "`marquee backup` made.",
                     file);
}

/* Of the copy: that is what will be there. */
static enum fault check_copied(const char *temporary, struct restore *restore, struct error *err)
{
    TRY(seal_check(temporary, &restore->is_sealed, err));
    if (restore->is_sealed)
        TRY(file_sync(temporary, err));
    else
        TRY(seal_put(temporary, err));
    return restore->check(temporary, restore->context, err);
}

static enum fault bring(const char *file, const char *temporary, struct restore *restore,
                        struct error *err)
{
    struct error cause;
    enum fault fault;

    TRY(file_copy(file, temporary, err));
    error_init(&cause);
    fault = check_copied(temporary, restore, &cause);
    if (fault == FAULT_NONE)
        return FAULT_NONE;
    return error_set(err, fault, "%.150s was not restored, and nothing was changed. %.150s", file,
                     cause.detail);
}

/* Closing the last connection brings what is in the log into the file. A database that is damaged
 * keeps its log, under the new name. */
static void fold_log(const char *path)
{
    struct error ignored;
    struct db *db;
    int64_t version;

    if (db_open(path, DB_READER, &db, &ignored) != FAULT_NONE)
        return;
    db_number(db, "PRAGMA user_version", &version, &ignored);
    db_close(db);
}

static void name_kept(const char *path, int try, char kept[FILE_PATH_SIZE])
{
    snprintf(kept, FILE_PATH_SIZE, "%s.before-restore-%lld%s%.0d", path, (long long)clock_now(),
             try == 0 ? "" : "-", try);
}

/* A second name for the database, so that its own never leads to nothing. */
static enum fault keep(const char *path, char kept[FILE_PATH_SIZE], struct error *err)
{
    int failed = -1;

    for (int i = 0; failed != 0; i++) {
        name_kept(path, i, kept);
        failed = link(path, kept);
        if (failed != 0 && errno != EEXIST)
            return error_set(err, FAULT_INTERNAL,
                             "Can't keep the old database as %.150s (%s). Nothing was changed.",
                             kept, strerror(errno));
    }
    return FAULT_NONE;
}

/* The log of the one must never stand beside the other: it goes before the file is replaced. */
static void keep_log(const char *path, const char *kept)
{
    char log[FILE_PATH_SIZE + 8], kept_log[FILE_PATH_SIZE + 8], index[FILE_PATH_SIZE + 8];

    snprintf(log, sizeof(log), "%s-wal", path);
    snprintf(kept_log, sizeof(kept_log), "%s-wal", kept);
    snprintf(index, sizeof(index), "%s-shm", path);
    rename(log, kept_log);
    unlink(index);
}

/* A database that is gone may have left its log. */
static enum fault put_aside(const char *path, char kept[FILE_PATH_SIZE], struct error *err)
{
    char name[FILE_PATH_SIZE];

    kept[0] = '\0';
    if (access(path, F_OK) == 0) {
        fold_log(path);
        TRY(keep(path, kept, err));
        keep_log(path, kept);
    } else {
        name_kept(path, 0, name);
        keep_log(path, name);
    }
    if (file_sync_folder(path))
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "The disk did not confirm the name %.200s.", kept);
}

static enum fault replace(const char *path, const char *file, const char *temporary,
                          struct restore *restore, struct error *err)
{
    TRY(bring(file, temporary, restore, err));
    TRY(put_aside(path, restore->kept, err));
    if (rename(temporary, path) != 0 || !file_sync_folder(path))
        return error_set(err, FAULT_INTERNAL, "Can't replace %.200s: %s.", path, strerror(errno));
    aside_settle(path);
    return FAULT_NONE;
}

static enum fault restore_held(const char *path, const char *file, struct restore *restore,
                               struct error *err)
{
    char temporary[FILE_PATH_SIZE];
    enum fault fault;

    TRY(file_temporary(path, "restoring", temporary, err));
    fault = replace(path, file, temporary, restore, err);
    if (fault != FAULT_NONE)
        unlink(temporary);
    return fault;
}

enum fault restore_database(const char *path, const char *file, struct restore *restore,
                            struct error *err)
{
    struct hold *hold;
    enum fault fault;

    TRY(check_source(path, file, err));
    TRY(hold_take(path, HOLD_PLACE, &hold, err));
    fault = restore_held(hold_path(hold), file, restore, err);
    hold_release(hold);
    return fault;
}
