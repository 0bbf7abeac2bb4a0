/* Films that turn out to be one. */
#ifndef MARQUEE_STORE_WORKS_H
#define MARQUEE_STORE_WORKS_H

#include "base/error.h"
#include "store/engine/db.h"

/* ---- inside a unit of work ---- */

/* Finds anew with which films the film is one, and those that it was one with. */
enum fault work_label(struct db *db, int64_t film_id, struct error *err);
/* The same, and joins and parts what follows by itself; what is settled on for tonight waits. */
enum fault work_settle(struct db *db, int64_t film_id, int64_t now, struct error *err);
/* The proposal is settled on for tonight no more: what the sources said meanwhile has waited, of
 * its film and of those that had joined it. */
enum fault work_catch_up(struct db *db, int64_t proposal_id, int64_t film_id, int64_t now,
                         struct error *err);
/* The lowest id of the films that are one with it; 0: it stands alone. */
enum fault work_of(struct db *db, int64_t film_id, int64_t *work_id, struct error *err);

#endif
