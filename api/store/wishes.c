#include "store/wishes.h"

#include "store/acting.h"
#include "store/films.h"
#include "store/rows.h"

QUERY(sql_wish_count, "SELECT" FILM_WISH_COUNT "FROM films f WHERE f.id = $1");

enum fault film_wish_count(struct db *db, int64_t film_id, int64_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_wish_count);
    bool row;

    stmt_int(s, film_id);
    TRY(stmt_row(s, &row, err));
    if (!row)
        return error_set(err, FAULT_NOT_FOUND, "There is no such film here.");
    *count = stmt_col_int(s, 0);
    return FAULT_NONE;
}

#define MINE_OF_1 " WHERE member_id = $2 AND film_id IN" ONE_WITH_1

QUERY(sql_wish_mine, "SELECT coalesce(max(added_at), 0) FROM wishes" MINE_OF_1);

/* 0: it is not on their list. */
static enum fault when_added(struct db *db, int64_t member_id, int64_t film_id, int64_t *added_at,
                             struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_wish_mine);

    stmt_int(s, film_id);
    stmt_int(s, member_id);
    return stmt_number(s, added_at, err);
}

CHANGE(sql_wish_add, TOPIC_PAGE,
       "INSERT INTO wishes (film_id, member_id, added_at, counts)"
       " SELECT $1, m.id, $3, CASE m.state WHEN 'active' THEN 1 ELSE 0 END FROM members m"
       " WHERE m.id = $2");

enum fault wishes_add(struct db *db, int64_t member_id, int64_t film_id, int64_t at, bool *is_new,
                      struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_wish_add);
    int64_t added_at;

    *is_new = false;
    TRY(when_added(db, member_id, film_id, &added_at, err));
    if (added_at != 0)
        return FAULT_NONE;
    stmt_int(s, film_id);
    stmt_int(s, member_id);
    stmt_int(s, at);
    return run_new(db, s, is_new, err);
}

struct wish_unit {
    struct deed deed;
    const struct wish_new *film;
    struct wish *wish;
};

static enum fault load_wish(struct db *db, const struct wish_unit *unit, struct error *err)
{
    struct wish *wish = unit->wish;

    TRY(film_wish_count(db, wish->film_id, &wish->wish_count, err));
    return when_added(db, unit->deed.actor.member_id, wish->film_id, &wish->added_at, err);
}

static enum fault add_unit(struct db *db, void *context, struct error *err)
{
    struct wish_unit *unit = context;
    bool is_new;

    TRY(wishes_add(db, unit->deed.actor.member_id, unit->wish->film_id, unit->deed.when, &is_new,
                   err));
    return load_wish(db, unit, err);
}

static enum fault add_new_unit(struct db *db, void *context, struct error *err)
{
    struct wish_unit *unit = context;
    const struct wish_new *film = unit->film;

    TRY(film_find_or_add(db, film->imdb_id, film->title, film->year, unit->deed.when,
                         &unit->wish->film_id, err));
    return add_unit(db, unit, err);
}

CHANGE(sql_wish_remove, TOPIC_PAGE, "DELETE FROM wishes" MINE_OF_1);

static enum fault remove_unit(struct db *db, void *context, struct error *err)
{
    struct wish_unit *unit = context;
    struct wish *wish = unit->wish;

    TRY(load_wish(db, unit, err));
    if (wish->added_at == 0)
        return FAULT_NONE;
    TRY(run_numbers(db, &sql_wish_remove, wish->film_id, unit->deed.actor.member_id, err));
    return load_wish(db, unit, err);
}

enum fault store_wish_add(struct store *store, struct deed deed, int64_t film_id, struct wish *wish,
                          struct error *err)
{
    struct wish_unit unit = {.deed = deed, .wish = wish};

    *wish = (struct wish){.film_id = film_id};
    return store_act(store, deed, add_unit, &unit, err);
}

enum fault store_wish_add_new(struct store *store, struct deed deed, const struct wish_new *film,
                              struct wish *wish, struct error *err)
{
    struct wish_unit unit = {.deed = deed, .film = film, .wish = wish};

    return store_act(store, deed, add_new_unit, &unit, err);
}

enum fault store_wish_remove(struct store *store, struct deed deed, int64_t film_id,
                             struct wish *wish, struct error *err)
{
    struct wish_unit unit = {.deed = deed, .wish = wish};

    *wish = (struct wish){.film_id = film_id};
    return store_act(store, deed, remove_unit, &unit, err);
}

CHANGE(sql_wishes_copy, TOPIC_PAGE,
       "INSERT INTO wishes (member_id, film_id, added_at, counts)"
       " SELECT w.member_id, $2, w.added_at, w.counts FROM wishes w WHERE w.film_id = $1"
       " ON CONFLICT (member_id, film_id) DO NOTHING");

enum fault wishes_copy(struct db *db, int64_t from, int64_t to, struct error *err)
{
    return run_numbers(db, &sql_wishes_copy, from, to, err);
}

/* ---- a list ------------------------------------------------------------------------------- */

/* The films that are one with f, itself among them. */
#define ONE_WITH_F " (SELECT g.id FROM films g WHERE g.id = f.id OR g.work_id = f.work_id) "

/* Each wish has a film. LEFT keeps the order in which the list is read: it ends early. */
QUERY(sql_wishes_of,
      "SELECT w.added_at," FILM_WISH_COUNT
      ", coalesce((SELECT p.id FROM proposals p WHERE p.film_id = f.id AND p.status = 'open'),"
      " (SELECT min(q.id) FROM proposals q WHERE q.film_id IN" ONE_WITH_F "AND q.status = 'open'))"
      ", (SELECT" SCREENED_AT "FROM screenings s WHERE s.film_id IN" ONE_WITH_F
      "AND s.removed_at IS NULL ORDER BY s.day DESC, s.id DESC LIMIT 1)"
      "," FILM_COLUMNS " FROM wishes w LEFT JOIN films f ON f.id = w.film_id"
      " LEFT JOIN posters i ON i.id = f.poster_id"
      " WHERE w.member_id = $1 AND (w.added_at, w.film_id) < ($2, $3)"
      " AND (f.work_id IS NULL OR NOT EXISTS (SELECT 1 FROM wishes o"
      "  WHERE o.member_id = w.member_id AND o.film_id IN" ONE_WITH_F
      "  AND (o.added_at, o.film_id) > (w.added_at, w.film_id)))"
      " ORDER BY w.added_at DESC, w.film_id DESC LIMIT $4");

enum fault wishes_of(struct db *db, struct arena *arena, int64_t member_id, int64_t before,
                     int64_t before_id, size_t limit, struct wished **items, size_t *count,
                     struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_wishes_of);
    bool row;

    stmt_int(s, member_id);
    stmt_int(s, before);
    stmt_int(s, before_id);
    stmt_int(s, (int64_t)limit);
    *items = ARENA_ARRAY(arena, struct wished, limit);
    for (*count = 0;; (*count)++) {
        struct wished *item = &(*items)[*count];

        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        item->added_at = stmt_col_int(s, 0);
        item->wish_count = stmt_col_int(s, 1);
        item->open_proposal = stmt_col_int(s, 2);
        item->watched_at = stmt_col_int(s, 3);
        film_from_row(s, 4, arena, &item->film);
    }
}
