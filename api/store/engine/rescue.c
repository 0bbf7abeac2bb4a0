#include "store/engine/rescue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "store/engine/aside.h"
#include "store/engine/backup.h"
#include "store/engine/verify.h"

struct rescue {
    struct db *db;
    const struct hold *hold;
    char *path;                /* where the database belongs, by what leads there now */
    char copy[FILE_PATH_SIZE]; /* "": none could be made */
};

/* ---- into the database ------------------------------------------------------------------------*/

/* Nobody has changed the bytes of the file and its log: then the one can go into the other,
 * wherever they are now. */
static bool fold_log_in(const struct rescue *rescue)
{
    struct error ignored;
    bool whole = false;

    return !hold_was_written(rescue->hold) && !hold_was_cut(rescue->hold) &&
           db_checkpoint(rescue->db, &whole, &ignored) == FAULT_NONE && whole;
}

static bool is_no_log_there(const struct hold *hold)
{
    char log[FILE_PATH_SIZE + 8];
    struct stat info;

    snprintf(log, sizeof(log), "%s-wal", hold_path(hold));
    return stat(log, &info) != 0 || info.st_size == 0;
}

/* ---- into a copy ------------------------------------------------------------------------------*/

/* What somebody else wrote into may hold together page by page, and be nonsense all the same. */
static enum fault verify_copy(const char *copy, struct error *err)
{
    enum fault fault;
    struct db *db;

    TRY(verify_open(copy, &db, err));
    fault = verify_integrity(db, err);
    if (fault == FAULT_NONE)
        fault = verify_references(db, err);
    db_close(db);
    return fault;
}

static enum fault copy_to(struct rescue *rescue, const char *temporary, const char *name,
                          struct error *err)
{
    TRY(backup_copy(rescue->db, temporary, NULL, err));
    TRY(verify_copy(temporary, err));
    return file_name(temporary, name, err);
}

/* In the folder of `prefix`. */
static bool copy_beside(struct rescue *rescue, const char *prefix)
{
    char temporary[FILE_PATH_SIZE], name[FILE_PATH_SIZE];
    struct error err;

    error_init(&err);
    snprintf(name, sizeof(name), "%.4000s.rescued-%lld", prefix, (long long)clock_now());
    if (file_temporary(name, "unfinished", temporary, &err) != FAULT_NONE ||
        copy_to(rescue, temporary, name, &err) != FAULT_NONE) {
        log_line(LOG_ERROR, "no copy in its place: %s", err.detail);
        unlink(temporary);
        return false;
    }
    memcpy(rescue->copy, name, sizeof(name));
    return true;
}

static bool copy_to_folder(struct rescue *rescue, const char *folder)
{
    const char *slash = strrchr(rescue->path, '/');
    char prefix[FILE_PATH_SIZE];

    return folder != NULL && *folder != '\0' &&
           snprintf(prefix, sizeof(prefix), "%s/%s", folder,
                    slash == NULL ? rescue->path : slash + 1) < (int)sizeof(prefix) &&
           copy_beside(rescue, prefix);
}

/* A folder that went with the database is made again: the note has to stand where somebody would
 * start over. */
static void make_folder_again(const char *path)
{
    char folder[FILE_PATH_SIZE];
    const char *slash = strrchr(path, '/');

    if (slash == NULL || slash == path)
        return;
    snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
    mkdir(folder, 0700);
}

static void make_copy(struct rescue *rescue, const char *backup_dir)
{
    char now[FILE_PATH_SIZE];
    const char *temporary = getenv("TMPDIR");

    make_folder_again(rescue->path);
    if (copy_beside(rescue, rescue->path) || copy_to_folder(rescue, backup_dir) ||
        (hold_where(rescue->hold, now) && copy_beside(rescue, now)) ||
        copy_to_folder(rescue, temporary == NULL || *temporary == '\0' ? "/tmp" : temporary))
        log_line(LOG_ERROR, "all that the database held is in %s", rescue->copy);
}

/* ---- what is left -----------------------------------------------------------------------------*/

/* Beside another database the log would become a part of that one. */
static void put_log_aside(const struct rescue *rescue)
{
    bool is_fooled = hold_was_written(rescue->hold) || !hold_has_place(rescue->hold);
    char log[FILE_PATH_SIZE + 8], aside[FILE_PATH_SIZE + 16];

    if (!is_fooled || !hold_has_log(rescue->hold))
        return;
    snprintf(log, sizeof(log), "%s-wal", hold_path(rescue->hold));
    snprintf(aside, sizeof(aside), "%s.stopped-wal", hold_path(rescue->hold));
    if (*rescue->copy != '\0' && !hold_was_written(rescue->hold))
        unlink(log);
    else if (rename(log, aside) == 0)
        log_line(LOG_ERROR, "the log of the database is kept as %s", aside);
}

static void leave_note(const struct rescue *rescue)
{
    struct error err;

    error_init(&err);
    if (aside_note(rescue->path, rescue->copy, &err) != FAULT_NONE)
        log_line(LOG_ERROR, "%s", err.detail);
}

bool rescue(struct db *db, const struct hold *hold, const char *backup_dir)
{
    auto_free char *path = file_full_path(hold_given(hold));
    struct rescue rescue = {.db = db, .hold = hold, .path = path};
    bool is_whole = fold_log_in(&rescue);
    char now[FILE_PATH_SIZE];

    db_forsake(db);
    if (is_whole && hold_has_place(hold) && (hold_has_log(hold) || is_no_log_there(hold))) {
        log_line(LOG_ERROR, "all of it is in %s itself, so the next start goes on with it", path);
        return true;
    }
    make_copy(&rescue, backup_dir);
    if (is_whole && hold_where(hold, now))
        log_line(LOG_ERROR, "the database itself is at %s, and whole", now);
    put_log_aside(&rescue);
    leave_note(&rescue);
    return false;
}
