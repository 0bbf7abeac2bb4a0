/*
 * Copies of a whole database.
 *
 * DESIGN. A copy is made page by page inside one read transaction: it is the database of one
 * moment, with every change that was acknowledged before, and the writer goes on meanwhile (its
 * log cannot be shortened before the copy is done). No other process may do it beside a server: two
 * that open the database could both checkpoint (rule 11). A copy is read again before anybody
 * relies on it, and gets a checksum of all that is in it (seal.h).
 */
#ifndef MARQUEE_STORE_ENGINE_BACKUP_H
#define MARQUEE_STORE_ENGINE_BACKUP_H

#include <stdatomic.h>

#include "base/error.h"
#include "store/engine/db.h"

/*
 * Makes the empty file that backup_copy wants, 0600, in the place of what a process that was killed
 * left under this name. It is an unfinished name: only a copy that was read again gets another.
 */
enum fault backup_begin(const char *path, struct error *err);

/*
 * Copies the database of `db` into the empty file at `path`, flushes it to disk, checks its pages
 * and that it has as many rows, and seals it. On a fault the file is the caller's to remove.
 */
enum fault backup_copy(struct db *db, const char *path, const atomic_bool *stop, struct error *err);

#endif
