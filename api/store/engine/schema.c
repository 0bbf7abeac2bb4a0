#include "store/engine/schema.h"

#include "base/asset.h"
#include "base/auto.h"

ASSET(0001_init_up);
ASSET(0001_init_down);
ASSET(0002_kept_counts_up);
ASSET(0002_kept_counts_down);
ASSET(0003_votes_version_up);
ASSET(0003_votes_version_down);
ASSET(0004_fetches_up);
ASSET(0004_fetches_down);
ASSET(0005_more_facts_up);
ASSET(0005_more_facts_down);
ASSET(0006_poster_images_up);
ASSET(0006_poster_images_down);
ASSET(0007_film_ids_up);
ASSET(0007_film_ids_down);
ASSET(0008_film_sources_up);
ASSET(0008_film_sources_down);
ASSET(0009_club_up);
ASSET(0009_club_down);
ASSET(0010_search_keys_up);
ASSET(0010_search_keys_down);
ASSET(0011_joins_up);
ASSET(0011_joins_down);

#define MIGRATION(version, name)                                                                   \
    {                                                                                              \
        version, #name, ASSET_TEXT(name##_up), ASSET_TEXT(name##_down)                             \
    }

static const struct migration table[] = {
    MIGRATION(1, 0001_init),          MIGRATION(2, 0002_kept_counts),
    MIGRATION(3, 0003_votes_version), MIGRATION(4, 0004_fetches),
    MIGRATION(5, 0005_more_facts),    MIGRATION(6, 0006_poster_images),
    MIGRATION(7, 0007_film_ids),      MIGRATION(8, 0008_film_sources),
    MIGRATION(9, 0009_club),          MIGRATION(10, 0010_search_keys),
    MIGRATION(11, 0011_joins),
};

const struct migration *migrations(size_t *count)
{
    *count = COUNT_OF(table);
    return table;
}

int schema_newest(void)
{
    return table[COUNT_OF(table) - 1].version;
}

static enum fault is_empty(struct db *db, bool *empty, struct error *err)
{
    int64_t tables = 0;

    TRY(db_number(db, "SELECT count(*) FROM sqlite_schema", &tables, err));
    *empty = tables == 0;
    return FAULT_NONE;
}

enum fault schema_version(struct db *db, int *version, struct error *err)
{
    int64_t id = 0, number = 0;
    bool empty;

    TRY(db_number(db, "PRAGMA application_id", &id, err));
    TRY(db_number(db, "PRAGMA user_version", &number, err));
    TRY(is_empty(db, &empty, err));
    if (!empty && id != SCHEMA_APPLICATION_ID)
        return error_set(err, FAULT_CONFLICT, "This database belongs to another program.");
    *version = (int)number;
    return FAULT_NONE;
}
