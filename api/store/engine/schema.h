/*
 * The versions of the schema. Migrations are the scripts of db/migrations, compiled in by their
 * names; the version of a database is its user_version, and its application_id says that it is
 * ours.
 */
#ifndef MARQUEE_STORE_ENGINE_SCHEMA_H
#define MARQUEE_STORE_ENGINE_SCHEMA_H

#include "base/error.h"
#include "store/engine/db.h"

enum { SCHEMA_APPLICATION_ID = 0x4d525145 /* "MRQE" */ };

/* The newest version that this program knows. */
int schema_newest(void);

struct migration {
    char name[64];         /* "0011_joins" */
    const char *up, *down; /* SQL scripts: to this version, and from it to the one before */
};
/* From 1 to the newest. */
struct migration schema_migration(int version);

/*
 * Are the tables, indexes, triggers and views just those that the migrations make up to its
 * `version`? FAULT_INTERNAL says which is missing, which one Marquee didn't make, or which is
 * another. What a step down has kept for the way up (kept_…) doesn't count.
 */
enum fault schema_compare(struct db *db, int version, struct error *err);

/* The version of the database; 0 for an empty one. Refuses a database that is not ours. */
enum fault schema_version(struct db *db, int *version, struct error *err);

#endif
