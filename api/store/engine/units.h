/* Units of work: what one request changes, all of it or nothing. */
#ifndef MARQUEE_STORE_ENGINE_UNITS_H
#define MARQUEE_STORE_ENGINE_UNITS_H

#include <stdbool.h>

#include "base/error.h"
#include "store/engine/db.h"

/* The checks and writes of one request. Runs on the writer's thread, may run no longer than a few
 * milliseconds, and must leave `context` alone after it returned. A fault rolls it back. */
typedef enum fault (*writer_unit)(struct db *db, void *context, struct error *err);

/* A unit in the writer's queue. The caller's, who leaves it alone until `finished` is called: on
 * the writer's thread, once the unit is on disk or has failed. That may run as long as a unit. */
struct writer_job {
    struct writer_job *next; /* the writer's */
    writer_unit unit;
    void *context;
    void (*finished)(struct writer_job *job);
    struct error *err; /* says why, where `fault` is set */
    enum fault fault;
    bool is_large;     /* of writer_run_large */
    bool checks_first; /* has no savepoint: see below */
};

/*
 * Runs those from `job` on, in the transaction that is open, until one takes the whole of it down
 * with it; returns that one, or NULL. One that `checks_first` does so if it fails after it has
 * changed something. So it must refuse what a client asks for before its first change: then only
 * the disk can fail it, and that fails the others as well.
 */
struct writer_job *units_run(struct db *db, struct writer_job *job);

/* Those from `job` to before `end` share the outcome of their transaction, if they have no worse of
 * their own. */
void units_fail(struct writer_job *job, const struct writer_job *end, const struct error *err);

/* Runs a statement without values. */
enum fault units_statement(struct db *db, const struct statement *statement, struct error *err);

#endif
