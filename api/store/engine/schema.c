#include "store/engine/schema.h"

#include <stdio.h>
#include <string.h>

#include "base/asset.h"

ASSETS(migrations); /* by their names, so that each version has its .down.sql before its .up.sql */

int schema_newest(void)
{
    return (int)(asset_migrations_count / 2);
}

struct migration schema_migration(int version)
{
    const struct asset *down = &asset_migrations[2 * (version - 1)], *up = down + 1;
    struct migration migration = {.up = up->bytes, .down = down->bytes};

    snprintf(migration.name, sizeof(migration.name), "%.*s", (int)strcspn(up->name, "."), up->name);
    return migration;
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
