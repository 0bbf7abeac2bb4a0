/*
 * How a process holds a database, so that it alone writes to it, and how it notices when the file
 * is taken away under it.
 *
 * A database is held by its name and by the file itself. "<database>.lock" is locked, which older
 * versions know, too. And the file is locked, whatever name it is opened by: neither a hard link
 * nor a removed lock file lets in a second process.
 *
 * Close every connection first, and the hold last: SQLite's own locks go when the process closes
 * any descriptor of the file. One thread at a time, but for hold_look().
 */
#ifndef MARQUEE_STORE_ENGINE_HOLD_H
#define MARQUEE_STORE_ENGINE_HOLD_H

#include <stdbool.h>

#include "base/error.h"
#include "base/file.h"

struct hold;

enum hold_mode {
    HOLD_LOOK,  /* makes nothing: what is not there is not locked */
    HOLD_PLACE, /* makes the lock file only: a database is to be put there */
    HOLD_MAKE   /* makes an empty database, too, 0600 */
};

/* Does not wait. FAULT_BUSY: another process holds it, by this name or by another one.
 * FAULT_CONFLICT, of HOLD_MAKE: a copy of what was taken away has to be settled first (aside.h), or
 * a log lies there without its database, so none is made. */
enum fault hold_take(const char *path, enum hold_mode mode, struct hold **hold, struct error *err);
void hold_release(struct hold *hold); /* NULL is fine */

/* As it was asked for, and the file itself, behind every link to it. */
const char *hold_given(const struct hold *hold);
const char *hold_path(const struct hold *hold);

/* Does anybody hold the file at `path`? Leaves it as it is. False where none is there. Not for a
 * process that has the file open. */
bool hold_is_held(const char *path);

/* From here on its log is known, and writes of others are noticed. It is open, and in WAL mode. */
enum fault hold_watch(struct hold *hold, struct error *err);
/* Forgets the writes to the file until now: they were our own. (To the log all are.) */
void hold_wrote(struct hold *hold);

/*
 * FAULT_MOVED: the path leads to another file or to none, the log is another one or gone, or
 * somebody else has written. It costs four calls of stat() and one of read(). A lock file that was
 * removed is made again.
 */
enum fault hold_check(struct hold *hold, struct error *err);
/* The part of it that any thread may ask: are the database and its log where they were? */
enum fault hold_look(const struct hold *hold, struct error *err);

/* For somebody who cleans up after FAULT_MOVED. Does the path still lead to the database, and is
 * its log still where it was? */
bool hold_has_place(const struct hold *hold);
bool hold_has_log(const struct hold *hold);
/* Has somebody else written into the file, or cut the log? */
bool hold_was_written(const struct hold *hold);
bool hold_was_cut(const struct hold *hold);
/* Where the file is now; false if it has no name any more. */
bool hold_where(const struct hold *hold, char path[FILE_PATH_SIZE]);

#endif
