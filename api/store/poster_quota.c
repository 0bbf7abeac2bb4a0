#include <stdio.h>

#include "store/rows.h"
#include "store/store.h"

enum { STEPS_MAX = 100 /* of one unit of work: others wait behind it */ };

struct used_unit {
    char (*ids)[POSTER_ID_SIZE];
    size_t count;
    int64_t now;
};

static enum fault use(struct db *db, void *context, struct error *err)
{
    const struct used_unit *unit = context;

    for (size_t i = 0; i < unit->count; i++) {
        auto_stmt struct stmt *s = db_stmt(db, SQL_POSTER_USE);

        stmt_text(s, unit->ids[i]);
        stmt_int(s, unit->now);
        TRY(stmt_run(s, err));
    }
    return FAULT_NONE;
}

enum fault store_posters_used(struct store *store, char (*ids)[POSTER_ID_SIZE], size_t count,
                              int64_t now, struct error *err)
{
    struct used_unit unit = {.ids = ids, .count = count, .now = now};

    return count == 0 ? FAULT_NONE : store_write(store, use, &unit, err);
}

/* ---- making room ----------------------------------------------------------------------------- */

static enum fault count_bytes(struct db *db, int64_t *bytes, struct error *err)
{
    enum { BYTES_COLUMN = 1 };
    auto_stmt struct stmt *s = db_stmt(db, SQL_POSTERS_SUMMARY);
    bool row;

    TRY(stmt_row(s, &row, err));
    *bytes = stmt_col_int(s, BYTES_COLUMN);
    return FAULT_NONE;
}

static enum fault find_spare(struct db *db, enum sql name, char id[POSTER_ID_SIZE], bool *found,
                             struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, name);

    TRY(stmt_row(s, found, err));
    if (*found)
        snprintf(id, POSTER_ID_SIZE, "%s", stmt_col_text(s, 0));
    return FAULT_NONE;
}

/* A poster that is not up for a vote, else just what another one came as. */
static enum fault drop_one(struct db *db, struct dropped *dropped, bool *found, struct error *err)
{
    char id[POSTER_ID_SIZE];

    TRY(find_spare(db, SQL_POSTER_SPARE, id, found, err));
    if (*found) {
        dropped->posters++;
        TRY(poster_statement(db, SQL_POSTER_DROP, id, err));
        return poster_statement(db, SQL_POSTER_REMOVE, id, err);
    }
    TRY(find_spare(db, SQL_POSTER_SPARE_ORIGINAL, id, found, err));
    if (!*found)
        return FAULT_NONE;
    dropped->originals++;
    TRY(poster_statement(db, SQL_POSTER_REMOVE_ORIGINAL, id, err));
    return poster_statement(db, SQL_POSTER_COUNT_BYTES, id, err);
}

struct room_unit {
    int64_t quota;
    struct dropped dropped;
};

static enum fault make_room(struct db *db, void *context, struct error *err)
{
    struct room_unit *unit = context;
    int64_t bytes;

    unit->dropped = (struct dropped){0};
    for (int step = 0; step < STEPS_MAX; step++) {
        bool found = false;

        TRY(count_bytes(db, &bytes, err));
        if (bytes > unit->quota)
            TRY(drop_one(db, &unit->dropped, &found, err));
        if (!found)
            return FAULT_NONE;
    }
    unit->dropped.more = true;
    return FAULT_NONE;
}

enum fault store_posters_make_room(struct store *store, int64_t quota, struct dropped *dropped,
                                   struct error *err)
{
    struct room_unit unit = {.quota = quota};
    enum fault fault = store_write(store, make_room, &unit, err);

    *dropped = unit.dropped;
    return fault;
}
