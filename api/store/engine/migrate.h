/*
 * The schema's versions. Migrations are the scripts of db/migrations, compiled in; the version of
 * a database is its user_version, and its application_id says that it is ours. All steps of a call
 * are one transaction with the version in it: a process that dies leaves the old schema or the new.
 */
#ifndef MARQUEE_STORE_ENGINE_MIGRATE_H
#define MARQUEE_STORE_ENGINE_MIGRATE_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "store/engine/db.h"

struct migration {
    int version;
    const char *name;
    const char *up, *down; /* SQL scripts */
};

const struct migration *migrations(size_t *count);

/* The newest version that this program knows. */
int migrate_newest(void);

/* The version of the database; 0 for an empty one. Refuses a database that is not ours. */
enum fault migrate_version(struct db *db, int *version, struct error *err);

/*
 * Takes the schema to `target`. A database that has members is copied first, beside itself or into
 * the folder `backup_dir` if that is not "", and `backup` then names the copy, which got this name
 * after it was read again, and is on disk; it is empty when there was nothing to keep. Refuses a
 * version newer than this program (that one knows how to go back), and version 0 while there are
 * members.
 */
enum fault migrate_to(struct db *db, const char *path, const char *backup_dir, int target,
                      char backup[PATH_MAX], struct error *err);

#endif
