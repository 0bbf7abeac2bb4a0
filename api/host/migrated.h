/* What an operator is told of a migration. */
#ifndef MARQUEE_HOST_MIGRATED_H
#define MARQUEE_HOST_MIGRATED_H

#include "base/arena.h"
#include "store/engine/migrate.h"

/* A sentence with both versions and where the copy is. `backup_dir` is the setting: "" is beside
 * the database. */
const char *migrated_text(struct arena *arena, const struct migrated *migrated,
                          const char *backup_dir);

#endif
