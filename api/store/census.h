/* What there is in a database, and whether it fits together; of any version of the schema. */
#ifndef MARQUEE_STORE_CENSUS_H
#define MARQUEE_STORE_CENSUS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/engine/db.h"

/* All of one moment if it is taken within a transaction. */
struct census {
    int version; /* of the schema */
    int64_t members, proposals, votes;
};

/* Refuses what is not ours, what is empty, and a schema that is newer than this program, or not as
 * its migrations make it. */
enum fault census_take(struct db *db, struct census *census, struct error *err);

/* Somebody would miss it. */
enum fault census_has_members(struct db *db, bool *members, struct error *err);

/* Refuses to take the schema back to a version that would let in who is deactivated, or not
 * admitted yet. */
enum fault census_may_become(struct db *db, int target, struct error *err);

/* The kept counts equal what they count, and copies what they are of. Reads all votes. */
enum fault census_counts(struct db *db, struct error *err);

/* Takes the census of a file that nobody writes, and checks all that can be checked of it. */
enum fault census_of_file(const char *path, struct census *census, struct error *err);

#endif
