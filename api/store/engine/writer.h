/*
 * The one writer: a thread that takes all waiting units of work, runs each in a savepoint, commits
 * once, and wakes them. N waiting votes share one fsync.
 */
#ifndef MARQUEE_STORE_ENGINE_WRITER_H
#define MARQUEE_STORE_ENGINE_WRITER_H

#include <stdbool.h>

#include "base/error.h"
#include "base/metrics.h"
#include "store/engine/db.h"
#include "store/engine/hold.h"
#include "store/engine/units.h"

struct writer;

/*
 * Called on the writer's thread after each commit, before anybody is answered, with the topics
 * that the commit had. `broken`: the disk did not confirm; the process must stop. `moved`: the
 * database is not the one that was opened any more, which `why` says; nothing is written from here
 * on, and everybody gets that fault, once this has returned. It's called once more at the close.
 */
struct writer_hooks {
    void *context;
    void (*committed)(void *context, struct db *db, unsigned topics);
    void (*broken)(void *context);
    void (*moved)(void *context, struct db *db, const struct error *why);
    bool hasty; /* leaves it to the system when a change gets to disk: what a crash may take */
};

/* Takes ownership of db, whatever the outcome; `hold` is that of its file, borrowed until the
 * writer is closed. */
enum fault writer_open(struct db *db, struct hold *hold, struct writer_hooks hooks,
                       struct writer **writer, struct error *err);

/* Finishes what is waiting, then closes the connection. NULL is fine. */
void writer_close(struct writer *writer);

/* Waits until the unit is on disk (FAULT_NONE) or has failed and changed nothing. Any thread;
 * within a unit it is a part of that one, and on disk when that is. */
enum fault writer_run(struct writer *writer, writer_unit unit, void *context, struct error *err);

/*
 * The same for one that changes ten thousands of rows. It has a transaction of its own and no
 * savepoint: within a savepoint SQLite keeps each page that it changes, and walks over all of them
 * with each statement.
 */
enum fault writer_run_large(struct writer *writer, writer_unit unit, void *context,
                            struct error *err);

/* The same for who does not wait. */
void writer_post(struct writer *writer, struct writer_job *job);

/* What the writer has done since it was opened; commits is its own, and counts on. */
struct writer_counts {
    const struct histogram *commits; /* those that are on disk, and how long that took */
    uint64_t units;                  /* that it took from the queue */
    size_t waiting;                  /* right now */
};
struct writer_counts writer_count(struct writer *writer);

#endif
