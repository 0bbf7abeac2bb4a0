/*
 * Is this a database of ours, and sound? Questions to a connection that may read, each answered by
 * FAULT_NONE or by a sentence about what is wrong. They read everything: seconds for a million
 * votes.
 */
#ifndef MARQUEE_STORE_ENGINE_VERIFY_H
#define MARQUEE_STORE_ENGINE_VERIFY_H

#include <stdint.h>

#include "base/error.h"
#include "store/engine/db.h"

/* What there is in a database, all of one moment if it is taken within a transaction. */
struct census {
    int version; /* of the schema */
    int64_t members, proposals, votes;
};

/* Refuses what is not ours, what is empty, and a schema that is newer than this program. */
enum fault census_take(struct db *db, struct census *census, struct error *err);

/* A reader with room in memory for what these questions read again and again. */
enum fault verify_open(const char *path, struct db **db, struct error *err);

/* Every page and constraint: a tenth of the time. */
enum fault verify_pages(struct db *db, struct error *err);
/* Every page, constraint, and index against its table. */
enum fault verify_integrity(struct db *db, struct error *err);
/* No row refers to one that is not there. */
enum fault verify_references(struct db *db, struct error *err);
/* The kept counts equal what they count. */
enum fault verify_counts(struct db *db, struct error *err);

/* All of it, for a file that nobody writes. */
enum fault verify_file(const char *path, struct census *census, struct error *err);

#endif
