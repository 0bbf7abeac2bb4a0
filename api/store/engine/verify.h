/*
 * Is the file sound, whatever it holds? Questions to a connection that may read, each answered by
 * FAULT_NONE or by a sentence about what is wrong. They read everything: seconds for a million
 * votes. Whether a club in it is whole is asked in store/census.h.
 */
#ifndef MARQUEE_STORE_ENGINE_VERIFY_H
#define MARQUEE_STORE_ENGINE_VERIFY_H

#include "base/error.h"
#include "store/engine/db.h"

/* A reader with room in memory for what these questions read again and again. */
enum fault verify_open(const char *path, struct db **db, struct error *err);

/* Every page and constraint: a tenth of the time. */
enum fault verify_pages(struct db *db, struct error *err);
/* Every page, constraint, and index against its table. */
enum fault verify_integrity(struct db *db, struct error *err);
/* No row refers to one that is not there. */
enum fault verify_references(struct db *db, struct error *err);

#endif
