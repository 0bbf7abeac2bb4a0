#include "store/ratings.h"

#include "domain/undo.h"
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

static enum fault note_rating(struct db *db, const struct rating_unit *unit,
                              enum activity_kind kind, struct error *err)
{
    return activity_add_stars(
        db, unit->deed, &(struct happening){.kind = kind, .screening_id = unit->screening_id}, err);
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

CHANGE(sql_rating_unask, TOPIC_NONE,
       "INSERT INTO unasked (member_id, screening_id) VALUES ($1, $2)"
       " ON CONFLICT (member_id, screening_id) DO NOTHING");

/* Whoever has taken their stars back knows that they could give some. */
static enum fault unask(struct db *db, const struct rating_unit *unit, struct error *err)
{
    return run_numbers(db, &sql_rating_unask, unit->deed.actor.member_id, unit->screening_id, err);
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
    if (db_changes(db) > 0) {
        TRY(note_rating(db, unit, ACTIVITY_UNRATED, err));
        TRY(unask(db, unit, err));
    }
    return load_totals(db, unit, err);
}

enum fault store_rating_remove(struct store *store, struct deed deed, int64_t screening_id,
                               struct rated *rated, struct error *err)
{
    struct rating_unit unit = {.deed = deed, .screening_id = screening_id};

    return run_rating(store, &unit, remove_rating_unit, rated, err);
}

QUERY(sql_rating_taken_back,
      "SELECT halves, removed_at FROM ratings WHERE screening_id = $1 AND member_id = $2"
      " AND removed_at IS NOT NULL");
CHANGE(sql_rating_restore, TOPIC_WATCHED,
       "UPDATE ratings SET removed_at = NULL WHERE screening_id = $1 AND member_id = $2");

static enum fault load_taken_back(struct db *db, struct rating_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_rating_taken_back);
    bool row;

    stmt_int(s, unit->screening_id);
    stmt_int(s, unit->deed.actor.member_id);
    TRY(stmt_row(s, &row, err));
    if (!row)
        return error_set(err, FAULT_NOTHING_TO_RESTORE,
                         "You have taken no stars back, or have given others since.");
    unit->rated.halves = stmt_col_int(s, 0);
    return undo_in_time(stmt_col_int(s, 1), unit->deed.when, err);
}

static enum fault restore_rating_unit(struct db *db, void *context, struct error *err)
{
    struct rating_unit *unit = context;

    TRY(load_totals(db, unit, err));
    TRY(load_taken_back(db, unit, err));
    TRY(run_numbers(db, &sql_rating_restore, unit->screening_id, unit->deed.actor.member_id, err));
    TRY(note_rating(db, unit, ACTIVITY_RATING_RESTORED, err));
    return load_totals(db, unit, err);
}

enum fault store_rating_restore(struct store *store, struct deed deed, int64_t screening_id,
                                struct rated *rated, struct error *err)
{
    struct rating_unit unit = {.deed = deed, .screening_id = screening_id};

    return run_rating(store, &unit, restore_rating_unit, rated, err);
}

/* ---- what is asked -------------------------------------------------------------------------- */

QUERY(sql_ratings_to_give,
      "SELECT s.id FROM screenings s WHERE s.removed_at IS NULL AND s.day >= $2 AND s.day > 0"
      " AND s.created_at >= (SELECT m.created_at FROM members m WHERE m.id = $1)"
      " AND NOT EXISTS (SELECT 1 FROM ratings r WHERE r.screening_id = s.id AND r.member_id = $1)"
      " AND NOT EXISTS (SELECT 1 FROM unasked u WHERE u.member_id = $1 AND u.screening_id = s.id)"
      " ORDER BY s.day DESC, s.id DESC LIMIT $3");

enum fault ratings_to_give(struct db *db, int64_t member_id, int64_t since,
                           int64_t screenings[ASKED_MAX], size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_ratings_to_give);
    bool row;

    stmt_int(s, member_id);
    stmt_int(s, since);
    stmt_int(s, ASKED_MAX);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        screenings[*count] = stmt_col_int(s, 0);
    }
}

static enum fault unask_unit(struct db *db, void *context, struct error *err)
{
    struct rating_unit *unit = context;

    TRY(load_totals(db, unit, err));
    return unask(db, unit, err);
}

enum fault store_rating_unask(struct store *store, struct deed deed, int64_t screening_id,
                              struct error *err)
{
    struct rating_unit unit = {.deed = deed, .screening_id = screening_id};

    return store_act(store, deed, unask_unit, &unit, err);
}

/* ---- all that a member has given ------------------------------------------------------------ */

QUERY(sql_ratings_given,
      "SELECT r.screening_id, f.title, f.imdb_id, f.year, s.day, r.halves, r.rated_at"
      " FROM ratings r JOIN screenings s ON s.id = r.screening_id JOIN films f ON f.id = s.film_id"
      " WHERE r.member_id = $1 AND r.screening_id > $2 AND r.removed_at IS NULL"
      " AND s.removed_at IS NULL ORDER BY r.screening_id LIMIT $3");

enum fault ratings_given(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                         size_t limit, struct given **given, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_ratings_given);
    bool row;

    *given = ARENA_ARRAY(arena, struct given, limit);
    stmt_int(s, member_id);
    stmt_int(s, after);
    stmt_int(s, (int64_t)limit);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        (*given)[*count] = (struct given){.screening_id = stmt_col_int(s, 0),
                                          .title = row_text(s, 1, arena),
                                          .imdb_id = row_text(s, 2, arena),
                                          .year = stmt_col_int(s, 3),
                                          .day = stmt_col_int(s, 4),
                                          .halves = stmt_col_int(s, 5),
                                          .rated_at = stmt_col_int(s, 6)};
    }
}
