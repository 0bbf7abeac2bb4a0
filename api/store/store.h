/*
 * The store: the database file of one club, its one writer and its readers. What it holds is in a
 * header for each noun: store/members.h, store/votes.h, … What these have in common:
 *
 * Functions that take a `struct db *` read, on a connection that store_reader() lends, or are parts
 * of a unit of work where the header says so. Functions that take a `struct store *` write: they
 * return once the change is on disk, or has not happened. Strings in results live in the arena that
 * was given. `now` is in seconds since the epoch. A `struct deed` says who wants the change: always
 * where it is a person.
 *
 * Any thread may write, or borrow a reader; a `struct db *` is for one thread at a time. An id that
 * leads nowhere is FAULT_NOT_FOUND; results are set only with FAULT_NONE. Lists come in the order
 * of their ids, after `after` (the id that the page before ended with; 0: from the start).
 */
#ifndef MARQUEE_STORE_STORE_H
#define MARQUEE_STORE_STORE_H

#include <stdint.h>

#include "base/error.h"
#include "base/file.h"
#include "store/census.h"
#include "store/engine/db.h"
#include "store/engine/migrate.h"
#include "store/engine/writer.h"

struct store;

enum { LIST_LIMIT_MAX = 100, STORE_READERS_MAX = 16 };

/* As the version that a change is for: whichever is there. */
enum { ANY_VERSION = 0 };

/*
 * Holds the database (engine/hold.h), opens it (a new file is made if its folder exists), brings
 * its schema up to date (a copy first, in `backup_dir`, or beside it where that is ""), and starts
 * the writer. FAULT_BUSY: another process holds it.
 *
 * If the database is taken away while it is open, what it holds is saved (engine/rescue.h), then
 * the hook `moved` is called (may be NULL), and whoever writes or opens a reader gets FAULT_MOVED.
 */
enum fault store_open(const char *path, const char *backup_dir, struct writer_hooks hooks,
                      struct store **store, struct migrated *migrated, struct error *err);
/* Which schema a database has, without its lock: also beside a running server. Says what to do if
 * it cannot be read. */
enum fault store_look(const char *path, int *version, struct error *err);
/* As store_open, but leaves the schema as it is and starts nothing: for `migrate` and `backup`. */
enum fault store_open_raw(const char *path, struct store **store, struct error *err);
void store_close(struct store *store);

const char *store_path(const struct store *store);
/* The key beside the database (key_file.h), SECRET_BYTES long; not of a store that was opened raw.
 */
const uint8_t *store_key(const struct store *store);
/* The connection of a store that was opened raw. */
struct db *store_raw_db(struct store *store);

/* Takes the schema of a store that was opened raw to the version `target`. */
enum fault store_migrate(struct store *store, const char *backup_dir, int target,
                         struct migrated *migrated, struct error *err);

/* What restoring did. */
struct restored {
    struct census census;
    char kept[FILE_PATH_SIZE]; /* where the database from before is now; "": there was none */
    bool is_sealed;            /* it had a checksum, which matched */
};
/* Puts a checked copy of `file` in the place of the database at `path` (engine/restore.h). */
enum fault store_restore(const char *path, const char *file, struct restored *restored,
                         struct error *err);

/* Lends a reader; waits while all are out. Give it back within the request. */
enum fault store_reader(struct store *store, struct db **db, struct error *err);
void store_reader_done(struct store *store, struct db *db);

/* FAULT_MOVED: it is not the database any more that was opened. Any thread. */
enum fault store_is_ours(struct store *store, struct error *err);

enum fault store_write(struct store *store, writer_unit unit, void *context, struct error *err);
/* The same for one that changes ten thousands of rows (writer_run_large). */
enum fault store_write_large(struct store *store, writer_unit unit, void *context,
                             struct error *err);
/* The same without waiting (engine/writer.h). */
void store_post(struct store *store, struct writer_job *job);

/* The store's readers right now, and what its writer has done. */
struct store_counts {
    size_t readers_open, readers_idle;
    struct writer_counts writer;
};
struct store_counts store_count(struct store *store);

#endif
