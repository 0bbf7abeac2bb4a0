#include "store/poster_quota.h"

#include <stdio.h>

#include "base/clock.h"
#include "store/posters.h"
#include "store/rows.h"

enum { STEPS_MAX = 100 /* of one unit of work: others wait behind it */ };

struct used_unit {
    char (*ids)[POSTER_ID_SIZE];
    size_t count;
    int64_t now;
};

/* To a day, so that what is looked at all day is written once. */
CHANGE(sql_poster_use, TOPIC_NONE,
       "UPDATE posters SET used_at = $2 WHERE id = $1"
       " AND (used_at < $2 - 86400 OR used_at > $2)");

static enum fault use(struct db *db, void *context, struct error *err)
{
    const struct used_unit *unit = context;

    for (size_t i = 0; i < unit->count; i++) {
        auto_stmt struct stmt *s = db_stmt(db, &sql_poster_use);

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

/* ---- nobody looks at them ---------------------------------------------------------------------
 */

/* Behind the moment from which on they stay: used while the clock was ahead. */
enum { FUTURE = 2 * DAY };

struct quota_unit {
    int64_t before;
    size_t limit, count;
};

CHANGE(sql_posters_prune, TOPIC_NONE,
       "DELETE FROM posters WHERE id IN (SELECT i.id FROM posters i WHERE (i.used_at < $1 OR "
       "i.used_at > $3)"
       " AND NOT EXISTS (SELECT 1 FROM films WHERE poster_id = i.id) LIMIT $2)");

/* A film that shows one again is saved in a unit of its own: before this one, and then it is seen
 * here, or behind it, and then it brings the row with it. */
static enum fault prune(struct db *db, void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_posters_prune);
    struct quota_unit *unit = context;

    stmt_int(s, unit->before);
    stmt_int(s, (int64_t)unit->limit);
    stmt_int(s, unit->before + FUTURE);
    TRY(stmt_run(s, err));
    unit->count = (size_t)db_changes(db);
    return FAULT_NONE;
}

enum fault store_posters_prune(struct store *store, int64_t before, size_t limit, size_t *count,
                               struct error *err)
{
    struct quota_unit unit = {.before = before, .limit = limit};
    enum fault fault = store_write(store, prune, &unit, err);

    *count = fault == FAULT_NONE ? unit.count : 0;
    return fault;
}

/* ---- making room ----------------------------------------------------------------------------- */

static enum fault find_spare(struct db *db, const struct statement *statement,
                             char id[POSTER_ID_SIZE], bool *found, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);

    TRY(stmt_row(s, found, err));
    if (*found)
        snprintf(id, POSTER_ID_SIZE, "%s", stmt_col_text(s, 0));
    return FAULT_NONE;
}

QUERY(sql_poster_spare,
      "SELECT i.id FROM posters i WHERE NOT EXISTS (SELECT 1 FROM films f JOIN proposals p"
      " ON p.film_id = f.id AND p.status = 'open' WHERE f.poster_id = i.id)"
      " ORDER BY i.used_at LIMIT 1");
QUERY(sql_poster_spare_original,
      "SELECT i.id FROM posters i WHERE EXISTS (SELECT 1 FROM poster_images g"
      " WHERE g.poster_id = i.id AND g.format = 'original') ORDER BY i.used_at LIMIT 1");
CHANGE(sql_poster_drop, TOPIC_FILMS, "UPDATE films SET poster_id = NULL WHERE poster_id = $1");
CHANGE(sql_poster_remove, TOPIC_NONE, "DELETE FROM posters WHERE id = $1");
CHANGE(sql_poster_remove_original, TOPIC_NONE,
       "DELETE FROM poster_images WHERE poster_id = $1 AND format = 'original'");

/* A poster that is not up for a vote, else just what another one came as. */
static enum fault drop_one(struct db *db, struct dropped *dropped, bool *found, struct error *err)
{
    char id[POSTER_ID_SIZE];

    TRY(find_spare(db, &sql_poster_spare, id, found, err));
    if (*found) {
        dropped->posters++;
        TRY(run_text(db, &sql_poster_drop, id, err));
        return run_text(db, &sql_poster_remove, id, err);
    }
    TRY(find_spare(db, &sql_poster_spare_original, id, found, err));
    if (!*found)
        return FAULT_NONE;
    dropped->originals++;
    TRY(run_text(db, &sql_poster_remove_original, id, err));
    return poster_count_bytes(db, id, err);
}

struct room_unit {
    int64_t quota;
    struct dropped dropped;
};

static enum fault drop_surplus(struct db *db, void *context, struct error *err)
{
    struct room_unit *unit = context;
    int64_t count, bytes;

    unit->dropped = (struct dropped){0};
    for (int step = 0; step < STEPS_MAX; step++) {
        bool found = false;

        TRY(posters_count(db, &count, &bytes, err));
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
    enum fault fault = store_write(store, drop_surplus, &unit, err);

    *dropped = unit.dropped;
    return fault;
}
