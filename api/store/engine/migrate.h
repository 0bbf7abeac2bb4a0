/*
 * From one version of the schema to another. All steps of a call are one transaction with the
 * version in it: a process that dies leaves the old schema or the new.
 */
#ifndef MARQUEE_STORE_ENGINE_MIGRATE_H
#define MARQUEE_STORE_ENGINE_MIGRATE_H

#include <limits.h>
#include <stdbool.h>

#include "base/error.h"
#include "store/engine/db.h"

struct migrate {
    const char *path;       /* of the database */
    const char *backup_dir; /* where the copy from before goes; "": beside the database */
    int target;             /* version */
    bool has_members;       /* then there is such a copy, and no way to version 0 */
};

/* What was done; nothing where both versions are one. */
struct migrated {
    int from, to;
    char copy[PATH_MAX]; /* from before, read again and on disk; "": there was nothing to keep */
};

/* Refuses a version newer than this program: that one knows how to go back. */
enum fault migrate_to(struct db *db, const struct migrate *migrate, struct migrated *migrated,
                      struct error *err);

#endif
