#include "host/migrated.h"

#include <string.h>

enum { KNOWS_NIGHTS = 23 };

/* What the version that it went to has no place for. */
static const char *lost(struct arena *arena, const struct migrated *migrated)
{
    if (*migrated->copy == '\0' || migrated->from < KNOWS_NIGHTS || migrated->to >= KNOWS_NIGHTS)
        return "";
    return arena_printf(arena,
                        " Only that copy has what the club watched and gave it, tonight's films, "
                        "what members have seen, why they proposed a film, the club's time zone, "
                        "and what the activity log said of all this: version %d has no place for "
                        "it.",
                        migrated->to);
}

const char *migrated_text(struct arena *arena, const struct migrated *migrated,
                          const char *backup_dir)
{
    const char *copy = "";

    if (*migrated->copy != '\0' && *backup_dir == '\0')
        copy = arena_printf(arena, ". A copy from before is beside the database: %s",
                            basename(migrated->copy));
    else if (*migrated->copy != '\0')
        copy = arena_printf(arena, ". A copy from before is %s", migrated->copy);
    return arena_printf(arena, "The schema went from version %d to %d%s.%s", migrated->from,
                        migrated->to, copy, lost(arena, migrated));
}
