/*
 * DESIGN. The lock of the file is of the open file (OFD), and of one byte that lies far behind all
 * that SQLite locks. So the two never meet, on network disks as well, where flock() would lock the
 * whole file. inotify tells writes of others from a mere touch; where there is none, a file that
 * has become shorter is still noticed.
 */
#include "store/engine/hold.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "store/engine/aside.h"

enum { LOG_MAX = 64 * 1024 * 1024 /* bytes from which on SQLite shortens a log (db.c) */ };
static const off_t LOCKED_BYTE = (off_t)1 << 61;

/* A file as it was seen last. Inode 0: not yet. */
struct seen {
    dev_t device;
    ino_t inode;
    off_t size;
};

struct hold {
    char *given;    /* as it was asked for: a link on the way may come to lead elsewhere */
    char *path;     /* what it led to */
    int lock, file; /* -1: not there */
    int watch;      /* -1: none */
    struct seen lock_seen, file_seen, log_seen, index_seen;
    bool was_written, was_cut; /* the file, the log: by somebody else */
};

/* ---- taking it -------------------------------------------------------------------------------*/

static enum fault name_beside(const char *path, const char *ending, char name[FILE_PATH_SIZE],
                              struct error *err)
{
    if (snprintf(name, FILE_PATH_SIZE, "%s%s", path, ending) < FILE_PATH_SIZE)
        return FAULT_NONE;
    return error_set(err, FAULT_INTERNAL, "The path %.100s… is too long.", path);
}

static struct seen see(const struct stat *info)
{
    return (struct seen){.device = info->st_dev, .inode = info->st_ino, .size = info->st_size};
}

static enum fault held_already(const char *path, struct error *err)
{
    return error_set(err, FAULT_BUSY, "%s is in use by another marquee. Stop that one first.",
                     path);
}

static enum fault no_locks(const char *path, int failed, struct error *err)
{
    return error_set(err, FAULT_INTERNAL,
                     "The disk of %.150s takes no locks (%s). Put the database on another disk.",
                     path, strerror(failed));
}

static enum fault lock_beside(struct hold *hold, bool make, struct error *err)
{
    char name[FILE_PATH_SIZE];
    struct stat info;

    TRY(name_beside(hold->path, ".lock", name, err));
    hold->lock = open(name, O_RDWR | O_CLOEXEC | (make ? O_CREAT : 0), 0600);
    if (hold->lock < 0 && errno == ENOENT && !make)
        return FAULT_NONE;
    if (hold->lock < 0 || fstat(hold->lock, &info) != 0)
        return error_set(err, FAULT_INTERNAL,
                         "The lock beside %s cannot be made (%s). The folder must exist and be "
                         "writable.",
                         hold->given, strerror(errno));
    hold->lock_seen = see(&info);
    if (flock(hold->lock, LOCK_EX | LOCK_NB) == 0)
        return FAULT_NONE;
    return errno == EWOULDBLOCK ? held_already(hold->given, err)
                                : no_locks(hold->given, errno, err);
}

/* SQLite deletes a log beside an empty file, and what was in it would be gone. */
static enum fault refuse_lone_log(const struct hold *hold, struct error *err)
{
    char name[FILE_PATH_SIZE];
    struct stat info;

    TRY(name_beside(hold->path, "-wal", name, err));
    if ((stat(hold->path, &info) == 0 && info.st_size > 0) || stat(name, &info) != 0 ||
        info.st_size == 0)
        return FAULT_NONE;
    return error_set(err, FAULT_CONFLICT,
                     "There is no database at %.100s, but its log is there (-wal). Put the "
                     "database back beside it, or restore a backup with `marquee restore`.",
                     hold->given);
}

/* Nobody else may read a new file at any moment: SQLite gives its other files the same mode. */
static enum fault open_held(struct hold *hold, bool make, struct error *err)
{
    struct stat info;

    if (make) {
        TRY(aside_must_be_settled(hold->path, err));
        aside_settle(hold->path);
        TRY(refuse_lone_log(hold, err));
    }
    hold->file = open(hold->path, O_RDWR | O_CLOEXEC | (make ? O_CREAT : 0), 0600);
    if (hold->file < 0 && errno == ENOENT && !make)
        return FAULT_NONE;
    if (hold->file < 0 || fstat(hold->file, &info) != 0)
        return error_set(err, FAULT_INTERNAL,
                         "Can't open %s: %s. Run this as the user it belongs to.", hold->given,
                         strerror(errno));
    hold->file_seen = see(&info);
    return FAULT_NONE;
}

static enum fault lock_file(struct hold *hold, struct error *err)
{
    struct flock byte = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCKED_BYTE, .l_len = 1};

    if (hold->file < 0 || fcntl(hold->file, F_OFD_SETLK, &byte) == 0)
        return FAULT_NONE;
    return errno == EAGAIN || errno == EACCES ? held_already(hold->given, err)
                                              : no_locks(hold->given, errno, err);
}

static bool is_there(const char *name, const struct seen *seen, struct stat *info)
{
    return stat(name, info) == 0 && info->st_ino == seen->inode && info->st_dev == seen->device;
}

static enum fault take_locks(struct hold *hold, enum hold_mode mode, struct error *err)
{
    struct stat info;

    TRY(lock_beside(hold, mode != HOLD_LOOK, err));
    TRY(open_held(hold, mode == HOLD_MAKE, err));
    TRY(lock_file(hold, err));
    if (hold->file < 0 || is_there(hold->given, &hold->file_seen, &info))
        return FAULT_NONE;
    return error_set(err, FAULT_MOVED, "%s was replaced just now. Try again.", hold->given);
}

static char *copy_of(const char *text)
{
    char *copy = strdup(text);

    if (copy == NULL)
        abort();
    return copy;
}

enum fault hold_take(const char *path, enum hold_mode mode, struct hold **out, struct error *err)
{
    struct hold *hold = calloc(1, sizeof(*hold));
    enum fault fault;

    if (hold == NULL)
        abort();
    hold->given = copy_of(path);
    hold->path = file_full_path(path);
    hold->lock = hold->file = hold->watch = -1;
    fault = take_locks(hold, mode, err);
    if (fault != FAULT_NONE) {
        hold_release(hold);
        return fault;
    }
    *out = hold;
    return FAULT_NONE;
}

void hold_release(struct hold *hold)
{
    if (hold == NULL)
        return;
    if (hold->watch >= 0)
        close(hold->watch);
    if (hold->file >= 0)
        close(hold->file);
    if (hold->lock >= 0)
        close(hold->lock);
    free(hold->path);
    free(hold->given);
    free(hold);
}

const char *hold_given(const struct hold *hold)
{
    return hold->given;
}

const char *hold_path(const struct hold *hold)
{
    return hold->path;
}

bool hold_is_held(const char *path)
{
    struct flock byte = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCKED_BYTE, .l_len = 1};
    int file = open(path, O_RDWR | O_CLOEXEC);
    bool is_held = file >= 0 && fcntl(file, F_OFD_GETLK, &byte) == 0 && byte.l_type != F_UNLCK;

    if (file >= 0)
        close(file);
    return is_held;
}

/* ---- watching it -----------------------------------------------------------------------------*/

static void forget_events(int watch)
{
    char events[4096];

    while (watch >= 0 && read(watch, events, sizeof(events)) > 0)
        continue;
}

enum fault hold_watch(struct hold *hold, struct error *err)
{
    char log[FILE_PATH_SIZE];
    struct stat info;

    TRY(name_beside(hold->path, "-wal", log, err));
    if (stat(log, &info) == 0)
        hold->log_seen = see(&info);
    TRY(name_beside(hold->path, "-shm", log, err));
    if (stat(log, &info) == 0)
        hold->index_seen = see(&info);
    hold->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (hold->watch >= 0)
        inotify_add_watch(hold->watch, hold->path, IN_MODIFY);
    if (stat(hold->path, &info) == 0)
        hold->file_seen.size = info.st_size;
    return hold_check(hold, err);
}

void hold_wrote(struct hold *hold)
{
    struct stat info;

    forget_events(hold->watch);
    if (is_there(hold->given, &hold->file_seen, &info))
        hold->file_seen.size = info.st_size;
}

/* These go to clients: no paths. */
static enum fault file_gone(struct error *err)
{
    return error_set(err, FAULT_MOVED,
                     "The database was moved, removed or replaced while Marquee ran.");
}

static enum fault log_gone(struct error *err)
{
    return error_set(err, FAULT_MOVED,
                     "The database's log (-wal, -shm) was moved, removed, cut or replaced while "
                     "Marquee ran.");
}

static enum fault look_at_both(const struct hold *hold, struct stat *file, struct stat *log,
                               struct error *err)
{
    char name[FILE_PATH_SIZE];

    if (!is_there(hold->given, &hold->file_seen, file))
        return file_gone(err);
    if (hold->log_seen.inode == 0)
        return FAULT_NONE;
    TRY(name_beside(hold->path, "-shm", name, err));
    if (hold->index_seen.inode != 0 && !is_there(name, &hold->index_seen, log))
        return log_gone(err);
    TRY(name_beside(hold->path, "-wal", name, err));
    return is_there(name, &hold->log_seen, log) ? FAULT_NONE : log_gone(err);
}

enum fault hold_look(const struct hold *hold, struct error *err)
{
    struct stat file, log;

    return look_at_both(hold, &file, &log, err);
}

static enum fault check_writes(struct hold *hold, off_t size, struct error *err)
{
    char event[4096];

    hold->was_written |= size < hold->file_seen.size ||
                         (hold->watch >= 0 && read(hold->watch, event, sizeof(event)) > 0);
    if (!hold->was_written)
        return FAULT_NONE;
    return error_set(err, FAULT_MOVED, "Something else wrote to the database while Marquee ran.");
}

/* The file is ours all the same, and nobody else can hold it: whoever has locked this name in
 * between is about to find that out. */
static void lock_again(struct hold *hold)
{
    char name[FILE_PATH_SIZE];
    struct error ignored;
    struct stat info;
    int before = hold->lock;

    if (name_beside(hold->path, ".lock", name, &ignored) != FAULT_NONE ||
        is_there(name, &hold->lock_seen, &info))
        return;
    if (lock_beside(hold, true, &ignored) == FAULT_NONE) {
        log_line(LOG_WARN, "the lock beside %s was gone, and is made again", hold->given);
        close(before);
        return;
    }
    if (hold->lock >= 0)
        close(hold->lock);
    hold->lock = before;
    hold->lock_seen = (struct seen){0};
}

enum fault hold_check(struct hold *hold, struct error *err)
{
    struct stat file = {0}, log = {0};

    TRY(look_at_both(hold, &file, &log, err));
    TRY(check_writes(hold, file.st_size, err));
    hold->was_cut |= log.st_size < hold->log_seen.size && hold->log_seen.size <= LOG_MAX;
    if (hold->was_cut)
        return log_gone(err);
    hold->log_seen.size = log.st_size;
    lock_again(hold);
    return FAULT_NONE;
}

bool hold_has_place(const struct hold *hold)
{
    struct stat info;

    return is_there(hold->given, &hold->file_seen, &info);
}

bool hold_has_log(const struct hold *hold)
{
    char name[FILE_PATH_SIZE];
    struct error ignored;
    struct stat info;

    return name_beside(hold->path, "-wal", name, &ignored) == FAULT_NONE &&
           is_there(name, &hold->log_seen, &info);
}

bool hold_was_written(const struct hold *hold)
{
    return hold->was_written;
}

bool hold_was_cut(const struct hold *hold)
{
    return hold->was_cut;
}

bool hold_where(const struct hold *hold, char path[FILE_PATH_SIZE])
{
    char link[64];
    struct stat info;
    ssize_t length;

    snprintf(link, sizeof(link), "/proc/self/fd/%d", hold->file);
    length = readlink(link, path, FILE_PATH_SIZE - 1);
    path[length < 0 ? 0 : length] = '\0';
    return is_there(path, &hold->file_seen, &info);
}
