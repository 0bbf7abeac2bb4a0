#include "store/ratings.h"

#include "store/acting.h"
#include "store/activity.h"
#include "store/rows.h"
#include "store/screenings.h"

/* ---- of a screening ------------------------------------------------------------------------- */

QUERY(sql_ratings_of, "SELECT m.id, m.name, m.color, r.halves, r.rated_at FROM ratings r"
                      " LEFT JOIN members m ON m.id = r.member_id"
                      " WHERE r.screening_id = $1 AND r.removed_at IS NULL"
                      " ORDER BY r.rated_at DESC, r.id DESC");

static enum fault ratings_of(struct db *db, struct arena *arena, int64_t screening_id,
                             struct ratings *ratings, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_ratings_of);
    bool row;

    *ratings = (struct ratings){.items = ARENA_ARRAY(arena, struct rating, RATINGS_SHOWN_MAX)};
    stmt_int(s, screening_id);
    for (;;) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        ratings->histogram[stmt_col_int(s, 3) - 1]++;
        if (ratings->count < RATINGS_SHOWN_MAX)
            ratings->items[ratings->count++] = (struct rating){.member = row_person(s, 0, arena),
                                                               .halves = stmt_col_int(s, 3),
                                                               .rated_at = stmt_col_int(s, 4)};
    }
}

static enum fault load_both(struct db *db, struct arena *arena, int64_t id,
                            struct screening *screening, struct ratings *ratings, struct error *err)
{
    TRY(screening_by_id(db, arena, id, screening, err));
    return ratings_of(db, arena, id, ratings, err);
}

enum fault screening_with_ratings(struct db *db, struct arena *arena, int64_t id,
                                  struct screening *screening, struct ratings *ratings,
                                  struct error *err)
{
    struct error ignored;
    enum fault fault;

    TRY(db_exec(db, "BEGIN", err));
    fault = load_both(db, arena, id, screening, ratings, err);
    db_exec(db, "COMMIT", &ignored);
    return fault;
}

/* ---- a member's own --------------------------------------------------------------------------
 */

struct rating_unit {
    struct deed deed;
    int64_t screening_id;
    struct rated rated;
};

QUERY(sql_rating_totals,
      "SELECT rating_sum, rating_count FROM screenings WHERE id = $1 AND removed_at IS NULL");

/* What all make, of a screening that is there. */
static enum fault load_totals(struct db *db, struct rating_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_rating_totals);
    bool row;

    stmt_int(s, unit->screening_id);
    TRY(stmt_row(s, &row, err));
    if (!row)
        return screening_missing(unit->screening_id, err);
    unit->rated.sum = stmt_col_int(s, 0);
    unit->rated.count = stmt_col_int(s, 1);
    return FAULT_NONE;
}

CHANGE(sql_rating_forget_entries, TOPIC_NONE,
       "DELETE FROM activity WHERE screening_id = $1 AND actor_id = $2 AND area = 'stars'"
       " AND happened_at > $3");

/* Whoever moves their stars to and fro leaves one entry an hour, the last. */
static enum fault note_rating(struct db *db, const struct rating_unit *unit,
                              enum activity_kind kind, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_rating_forget_entries);

    stmt_int(s, unit->screening_id);
    stmt_int(s, unit->deed.actor.member_id);
    stmt_int(s, unit->deed.when - ACTIVITY_HOUR);
    TRY(stmt_run(s, err));
    return activity_add(db, unit->deed,
                        &(struct happening){.kind = kind, .screening_id = unit->screening_id}, err);
}

CHANGE(sql_rating_put, TOPIC_WATCHED,
       "INSERT INTO ratings (screening_id, member_id, halves, rated_at) VALUES ($1, $2, $3, $4)"
       " ON CONFLICT (screening_id, member_id) DO UPDATE"
       " SET halves = excluded.halves, rated_at = excluded.rated_at, removed_at = NULL"
       " WHERE ratings.halves <> excluded.halves OR ratings.removed_at IS NOT NULL");

static enum fault put_rating_unit(struct db *db, void *context, struct error *err)
{
    struct rating_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, &sql_rating_put);

    TRY(load_totals(db, unit, err));
    stmt_int(s, unit->screening_id);
    stmt_int(s, unit->deed.actor.member_id);
    stmt_int(s, unit->rated.halves);
    stmt_int(s, unit->deed.when);
    TRY(stmt_run(s, err));
    if (db_changes(db) > 0)
        TRY(note_rating(db, unit, ACTIVITY_RATED, err));
    return load_totals(db, unit, err);
}

static enum fault run_rating(struct store *store, struct rating_unit *unit, writer_unit run,
                             struct rated *rated, struct error *err)
{
    enum fault fault = store_act(store, unit->deed, run, unit, err);

    *rated = unit->rated;
    return fault;
}

enum fault store_rating_put(struct store *store, struct deed deed, int64_t screening_id,
                            int64_t halves, struct rated *rated, struct error *err)
{
    struct rating_unit unit = {.deed = deed, .screening_id = screening_id, .rated.halves = halves};

    return run_rating(store, &unit, put_rating_unit, rated, err);
}

CHANGE(sql_rating_remove, TOPIC_WATCHED,
       "UPDATE ratings SET removed_at = $3 WHERE screening_id = $1 AND member_id = $2"
       " AND removed_at IS NULL");

static enum fault remove_rating_unit(struct db *db, void *context, struct error *err)
{
    struct rating_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, &sql_rating_remove);

    TRY(load_totals(db, unit, err));
    stmt_int(s, unit->screening_id);
    stmt_int(s, unit->deed.actor.member_id);
    stmt_int(s, unit->deed.when);
    TRY(stmt_run(s, err));
    if (db_changes(db) > 0)
        TRY(note_rating(db, unit, ACTIVITY_UNRATED, err));
    return load_totals(db, unit, err);
}

enum fault store_rating_remove(struct store *store, struct deed deed, int64_t screening_id,
                               struct rated *rated, struct error *err)
{
    struct rating_unit unit = {.deed = deed, .screening_id = screening_id};

    return run_rating(store, &unit, remove_rating_unit, rated, err);
}
