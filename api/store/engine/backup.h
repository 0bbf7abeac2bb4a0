/*
 * Copies of a whole database, and the way back.
 *
 * DESIGN. A copy is made page by page inside one read transaction: it is the database of one
 * moment, with every change that was acknowledged before, and the writer goes on meanwhile (its
 * log cannot be shortened before the copy is done). No other process may do it beside a server: two
 * that open the database could both checkpoint (rule 11). A copy is read again before anybody
 * relies on it.
 */
#ifndef MARQUEE_STORE_ENGINE_BACKUP_H
#define MARQUEE_STORE_ENGINE_BACKUP_H

#include <stdatomic.h>

#include "base/file.h"
#include "store/engine/verify.h"

/*
 * Makes the empty file that backup_copy wants, 0600, in the place of what a process that was killed
 * left under this name. It is an unfinished name: only a copy that was read again gets another.
 */
enum fault backup_begin(const char *path, struct error *err);

/*
 * Copies the database of `db` into the empty file at `path`, flushes it to disk, and checks its
 * pages and that it has what `census` then says. On a fault the file is the caller's to remove.
 */
enum fault backup_copy(struct db *db, const char *path, const atomic_bool *stop,
                       struct census *census, struct error *err);

/* What restoring did. */
struct restored {
    struct census census;
    char kept[FILE_PATH_SIZE]; /* where the database from before is now; "": there was none */
};

/*
 * Puts a verified copy of `file` in the place of the database at `path`, whose lock it takes. The
 * database from before is kept under another name beside it, with what its log held. A process that
 * dies leaves the one or the other. An older schema stays as it is: store_open brings it up.
 */
enum fault backup_restore(const char *path, const char *file, struct restored *restored,
                          struct error *err);

#endif
