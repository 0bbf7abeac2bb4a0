#include "host/migrated.h"

#include <string.h>

const char *migrated_text(struct arena *arena, const struct migrated *migrated,
                          const char *backup_dir)
{
    const char *copy = "";

    if (*migrated->copy != '\0' && *backup_dir == '\0')
        copy = arena_printf(arena, ". A copy from before is beside the database: %s",
                            basename(migrated->copy));
    else if (*migrated->copy != '\0')
        copy = arena_printf(arena, ". A copy from before is %s", migrated->copy);
    return arena_printf(arena, "The schema went from version %d to %d%s.", migrated->from,
                        migrated->to, copy);
}
