#include "store/seen.h"

#include "store/acting.h"
#include "store/activity.h"
#include "store/films.h"
#include "store/rows.h"

struct seen_unit {
    struct deed deed;
    int64_t film_id, halves;
    struct seen *seen;
};

#define MINE_OF_1 " WHERE member_id = $2 AND film_id IN" ONE_WITH_1

QUERY(sql_seen_count, "SELECT" FILM_SEEN_COUNT "FROM films f WHERE f.id = $1");
QUERY(sql_seen_mine, "SELECT count(*), max(halves) FROM seen" MINE_OF_1);

static enum fault load_seen(struct db *db, const struct seen_unit *unit, struct error *err)
{
    auto_stmt struct stmt *all = db_stmt(db, &sql_seen_count);
    auto_stmt struct stmt *mine = db_stmt(db, &sql_seen_mine);
    struct seen *seen = unit->seen;
    bool row;

    *seen = (struct seen){.film_id = unit->film_id};
    stmt_int(all, unit->film_id);
    TRY(stmt_row(all, &row, err));
    if (!row)
        return error_set(err, FAULT_NOT_FOUND, "There is no such film here.");
    seen->seen_count = stmt_col_int(all, 0);
    stmt_int(mine, unit->film_id);
    stmt_int(mine, unit->deed.actor.member_id);
    TRY(stmt_row(mine, &row, err));
    seen->is_seen = stmt_col_int(mine, 0) > 0;
    seen->halves = stmt_col_int(mine, 1);
    return FAULT_NONE;
}

static enum fault note_mark(struct db *db, const struct seen_unit *unit, enum activity_kind kind,
                            struct error *err)
{
    return activity_add_stars(db, unit->deed,
                              &(struct happening){.kind = kind, .film_id = unit->film_id}, err);
}

CHANGE(sql_seen_add, TOPIC_PAGE,
       "INSERT INTO seen (film_id, member_id, halves, seen_at) VALUES ($1, $2, $3, $4)");
/* The page shows nobody's stars. */
CHANGE(sql_seen_set_stars, TOPIC_NONE, "UPDATE seen SET halves = $3" MINE_OF_1);

static enum fault write_mark(struct db *db, const struct seen_unit *unit, bool is_new,
                             struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, is_new ? &sql_seen_add : &sql_seen_set_stars);

    stmt_int(s, unit->film_id);
    stmt_int(s, unit->deed.actor.member_id);
    stmt_int_or_null(s, unit->halves == STARS_AS_THEY_WERE ? NO_STARS : unit->halves);
    if (is_new)
        stmt_int(s, unit->deed.when);
    return stmt_run(s, err);
}

static enum fault mark_unit(struct db *db, void *context, struct error *err)
{
    struct seen_unit *unit = context;
    bool is_new;

    TRY(load_seen(db, unit, err));
    is_new = !unit->seen->is_seen;
    if (!is_new && unit->halves == STARS_AS_THEY_WERE)
        return FAULT_NONE;
    TRY(write_mark(db, unit, is_new, err));
    if (is_new)
        TRY(note_mark(db, unit, ACTIVITY_SEEN, err));
    return load_seen(db, unit, err);
}

enum fault store_seen_mark(struct store *store, struct deed deed, int64_t film_id, int64_t halves,
                           struct seen *seen, struct error *err)
{
    struct seen_unit unit = {.deed = deed, .film_id = film_id, .halves = halves, .seen = seen};

    return store_act(store, deed, mark_unit, &unit, err);
}

CHANGE(sql_seen_remove, TOPIC_PAGE, "DELETE FROM seen" MINE_OF_1);

static enum fault unmark_unit(struct db *db, void *context, struct error *err)
{
    struct seen_unit *unit = context;

    TRY(load_seen(db, unit, err));
    if (!unit->seen->is_seen)
        return FAULT_NONE;
    TRY(run_numbers(db, &sql_seen_remove, unit->film_id, unit->deed.actor.member_id, err));
    TRY(note_mark(db, unit, ACTIVITY_UNSEEN, err));
    return load_seen(db, unit, err);
}

enum fault store_seen_unmark(struct store *store, struct deed deed, int64_t film_id,
                             struct seen *seen, struct error *err)
{
    struct seen_unit unit = {.deed = deed, .film_id = film_id, .seen = seen};

    return store_act(store, deed, unmark_unit, &unit, err);
}

CHANGE(sql_seen_copy, TOPIC_PAGE,
       "INSERT INTO seen (member_id, film_id, halves, seen_at, counts)"
       " SELECT s.member_id, $2, s.halves, s.seen_at, s.counts FROM seen s WHERE s.film_id = $1"
       " ON CONFLICT (member_id, film_id) DO NOTHING");

enum fault seen_copy(struct db *db, int64_t from, int64_t to, struct error *err)
{
    return run_numbers(db, &sql_seen_copy, from, to, err);
}

/* ---- lists -------------------------------------------------------------------------------- */

/* Of those that are one with them, too: whoever asks looks for any of them. */
#define FILM_MARKS(table, stars, at)                                                               \
    "SELECT o.film_id, max(o.stars), max(o.at) FROM ("                                             \
    "SELECT m.film_id, " stars " AS stars, m." at " AS at FROM " table " m"                        \
    " WHERE m.member_id = $1 AND m.film_id < $2"                                                   \
    " UNION ALL SELECT g.id, " stars ", m." at " FROM " table                                      \
    " m JOIN films f ON f.id = m.film_id"                                                          \
    " JOIN films g ON g.work_id = f.work_id AND g.id <> f.id"                                      \
    " WHERE m.member_id = $1 AND g.id < $2) AS o"                                                  \
    " GROUP BY o.film_id ORDER BY o.film_id DESC LIMIT $3"

QUERY(sql_marks_seen, FILM_MARKS("seen", "m.halves", "seen_at"));
QUERY(sql_marks_wished, FILM_MARKS("wishes", "0", "added_at"));
QUERY(sql_marks_rated, "SELECT r.screening_id, r.halves, r.rated_at FROM ratings r"
                       " JOIN screenings s ON s.id = r.screening_id AND s.removed_at IS NULL"
                       " WHERE r.member_id = $1 AND r.screening_id < $2 AND r.removed_at IS NULL"
                       " ORDER BY r.screening_id DESC LIMIT $3");

static enum fault read_marks(struct db *db, const struct statement *statement, struct arena *arena,
                             int64_t member_id, int64_t before, size_t limit, struct mark **marks,
                             size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);
    bool row;

    stmt_int(s, member_id);
    stmt_int(s, before == 0 ? INT64_MAX : before);
    stmt_int(s, (int64_t)limit);
    *marks = ARENA_ARRAY(arena, struct mark, limit);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        (*marks)[*count] = (struct mark){
            .id = stmt_col_int(s, 0), .halves = stmt_col_int(s, 1), .at = stmt_col_int(s, 2)};
    }
}

enum fault marks_seen(struct db *db, struct arena *arena, int64_t member_id, int64_t before,
                      size_t limit, struct mark **marks, size_t *count, struct error *err)
{
    return read_marks(db, &sql_marks_seen, arena, member_id, before, limit, marks, count, err);
}

enum fault marks_rated(struct db *db, struct arena *arena, int64_t member_id, int64_t before,
                       size_t limit, struct mark **marks, size_t *count, struct error *err)
{
    return read_marks(db, &sql_marks_rated, arena, member_id, before, limit, marks, count, err);
}

enum fault marks_wished(struct db *db, struct arena *arena, int64_t member_id, int64_t before,
                        size_t limit, struct mark **marks, size_t *count, struct error *err)
{
    return read_marks(db, &sql_marks_wished, arena, member_id, before, limit, marks, count, err);
}
