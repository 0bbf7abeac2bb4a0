#include "store/activity.h"

#include <stdlib.h>
#include <string.h>

#include "store/acting.h"
#include "store/rows.h"

CHANGE(sql_activity_renew, TOPIC_NONE,
       "UPDATE activity SET happened_at = $1, kind = $2"
       " WHERE actor_id = $3 AND hour = $4 AND proposal_id = $5");

/* Of a vote there is one entry for each member, proposal and hour. *renewed: it was there. To try
 * this first takes a fifth less than an INSERT that finds a conflict. */
static enum fault renew_vote(struct db *db, struct deed deed, const struct happening *what,
                             bool *renewed, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_activity_renew);

    stmt_int(s, deed.when);
    stmt_text(s, activity_rule(what->kind)->name);
    stmt_int_or_null(s, deed.actor.member_id);
    stmt_int(s, deed.when / ACTIVITY_HOUR);
    stmt_int_or_null(s, what->proposal_id);
    TRY(stmt_run(s, err));
    *renewed = db_changes(db) > 0;
    return FAULT_NONE;
}

CHANGE(sql_activity_add, TOPIC_NONE,
       "INSERT INTO activity (happened_at, kind, area, lasting, actor_id, by_host, member_id,"
       " proposal_id, other_id, screening_id, film_id, number, text, hour)"
       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");

static enum fault add_entry(struct db *db, struct deed deed, const struct happening *what,
                            struct error *err)
{
    const struct activity_rule *rule = activity_rule(what->kind);
    auto_stmt struct stmt *s = db_stmt(db, &sql_activity_add);

    stmt_int(s, deed.when);
    stmt_text(s, rule->name);
    stmt_text(s, activity_area_name(rule->area));
    stmt_int(s, rule->lasting);
    stmt_int_or_null(s, deed.actor.member_id);
    stmt_int(s, deed.actor.member_id == 0 && !what->actor_left);
    stmt_int_or_null(s, what->member_id);
    stmt_int_or_null(s, what->proposal_id);
    stmt_int_or_null(s, what->other_id);
    stmt_int_or_null(s, what->screening_id);
    stmt_int_or_null(s, what->film_id);
    if (rule->number != NULL && what->number >= rule->least)
        stmt_int(s, what->number);
    else
        stmt_int_or_null(s, 0);
    stmt_text(s, what->text);
    stmt_int_or_null(s, rule->area == AREA_VOTES ? deed.when / ACTIVITY_HOUR : 0);
    return stmt_run(s, err);
}

enum fault activity_add(struct db *db, struct deed deed, const struct happening *what,
                        struct error *err)
{
    bool renewed = false;

    if (activity_rule(what->kind)->area == AREA_VOTES)
        TRY(renew_vote(db, deed, what, &renewed, err));
    return renewed ? FAULT_NONE : add_entry(db, deed, what, err);
}

CHANGE(sql_activity_forget_stars, TOPIC_NONE,
       "DELETE FROM activity WHERE actor_id = $1 AND happened_at > $2 AND area = 'stars'"
       " AND (screening_id = $3 OR film_id = $4)");

enum fault activity_add_stars(struct db *db, struct deed deed, const struct happening *what,
                              struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_activity_forget_stars);

    stmt_int(s, deed.actor.member_id);
    stmt_int(s, deed.when - ACTIVITY_HOUR);
    stmt_int_or_null(s, what->screening_id);
    stmt_int_or_null(s, what->film_id);
    TRY(stmt_run(s, err));
    return activity_add(db, deed, what, err);
}

CHANGE(sql_activity_move_film, TOPIC_NONE, "UPDATE activity SET film_id = $2 WHERE film_id = $1");

enum fault activity_move_film(struct db *db, int64_t film_id, int64_t other_id, struct error *err)
{
    return run_numbers(db, &sql_activity_move_film, film_id, other_id, err);
}

/* ---- lists -------------------------------------------------------------------------------- */

#define ACTIVITY_COLUMNS                                                                           \
    " a.id, a.happened_at, a.kind, a.by_host, m.id, m.name, m.color, t.id, t.name, t.color,"       \
    " a.number, a.text, p.id, coalesce(f.title, f.imdb_id), f.year,"                               \
    " q.id, coalesce(g.title, g.imdb_id), g.year,"                                                 \
    " s.id, coalesce(h.title, h.imdb_id), h.year, x.id, coalesce(x.title, x.imdb_id), x.year "
#define ACTIVITY_JOINS                                                                             \
    " FROM activity a"                                                                             \
    " LEFT JOIN members m ON m.id = a.actor_id LEFT JOIN members t ON t.id = a.member_id"          \
    " LEFT JOIN proposals p ON p.id = a.proposal_id LEFT JOIN films f ON f.id = p.film_id"         \
    " LEFT JOIN proposals q ON q.id = a.other_id LEFT JOIN films g ON g.id = q.film_id"            \
    " LEFT JOIN screenings s ON s.id = a.screening_id LEFT JOIN films h ON h.id = s.film_id"       \
    " LEFT JOIN films x ON x.id = a.film_id "
/* A later version may have written others, and knows what they mean. */
#define OR_KIND(symbol, name, ...) ", '" name "'"
#define KNOWN                      "a.kind IN (''" ACTIVITY_KINDS(OR_KIND) ")"
/* $1 and $2 are where the slice before ended, $3 how many; $4 is an area and $5 a kind, or ''. */
#define BEFORE                                                                                     \
    " (a.happened_at, a.id) < ($1, $2) AND ($4 = '' OR a.area = $4) AND ($5 = '' OR a.kind = $5)"  \
    " AND " KNOWN
#define IN_ORDER " ORDER BY a.happened_at DESC, a.id DESC LIMIT $3"
#define PART_FROM(tables, where, first)                                                            \
    "SELECT id FROM (SELECT a.id FROM " tables " WHERE " where " AND" BEFORE " ORDER BY " first    \
    "a.happened_at DESC, a.id DESC LIMIT $3) AS "
#define PART(where, first) PART_FROM("activity a", where, first)
#define LOGGED_VOTES       PART("a.area = 'votes'", "")
#define DEEDS              PART("a.area <> 'votes'", "")
/* $6 is the member, $7 the hour of $1, $8 another member, or 0. */
#define ALSO_8     " AND ($8 = 0 OR a.actor_id = $8 OR a.member_id = $8)"
#define VOTES_OF_6 PART("a.actor_id = $6 AND a.hour <= $7" ALSO_8, "a.hour DESC, ")
#define DEEDS_OF_6 PART("a.actor_id = $6 AND a.area <> 'votes'" ALSO_8, "")
#define ABOUT_6    PART("a.member_id = $6" ALSO_8, "")
/* Their proposal took another in, or is rid of it. */
#define FILMS_OF_6                                                                                 \
    PART_FROM("proposals p JOIN activity a ON a.other_id = p.id", "p.proposer_id = $6" ALSO_8, "")

/* Votes, which are most of the log, are in an index of their own, and those of a member in one by
 * the hour: each part is read in the order of its index. */
QUERY(sql_activity_all, "SELECT" ACTIVITY_COLUMNS ACTIVITY_JOINS "WHERE a.id IN (" LOGGED_VOTES
                        "v UNION " DEEDS "d)" IN_ORDER);
QUERY(sql_activity_votes,
      "SELECT" ACTIVITY_COLUMNS ACTIVITY_JOINS "WHERE a.area = 'votes' AND" BEFORE IN_ORDER);
QUERY(sql_activity_in_area, "SELECT" ACTIVITY_COLUMNS ACTIVITY_JOINS
                            "WHERE a.area <> 'votes' AND a.area = $4 AND" BEFORE IN_ORDER);
QUERY(sql_activity_of_member,
      "SELECT" ACTIVITY_COLUMNS ACTIVITY_JOINS "WHERE a.id IN (" VOTES_OF_6 "v UNION " DEEDS_OF_6
      "d UNION " ABOUT_6 "o UNION " FILMS_OF_6 "f)" IN_ORDER);

static struct activity_film film_of_entry(struct stmt *s, int column, struct arena *arena)
{
    return (struct activity_film){.id = stmt_col_int(s, column),
                                  .title = row_text(s, column + 1, arena),
                                  .year = stmt_col_int(s, column + 2)};
}

static void activity_from_row(struct stmt *s, struct arena *arena, struct activity *entry)
{
    *entry = (struct activity){.id = stmt_col_int(s, 0),
                               .happened_at = stmt_col_int(s, 1),
                               .by_host = stmt_col_int(s, 3) != 0,
                               .actor = row_person(s, 4, arena),
                               .member = row_person(s, 7, arena),
                               .has_number = !stmt_col_is_null(s, 10),
                               .number = stmt_col_int(s, 10),
                               .text = row_text(s, 11, arena),
                               .proposal = film_of_entry(s, 12, arena),
                               .other = film_of_entry(s, 15, arena),
                               .screening = film_of_entry(s, 18, arena),
                               .film = film_of_entry(s, 21, arena)};
    activity_kind_parse(stmt_col_text(s, 2), &entry->kind);
}

QUERY(sql_activity_drawn,
      "SELECT p.id, coalesce(f.title, f.imdb_id), f.year FROM proposals p"
      " JOIN films f ON f.id = p.film_id WHERE p.id IN " IDS_100 " ORDER BY p.id");

static size_t read_ids(const char *text, int64_t ids[IDS_MAX])
{
    size_t count = 0;
    char *end;

    for (; *text != '\0' && count < IDS_MAX; text = end) {
        ids[count] = strtoll(text, &end, 10);
        if (end == text)
            break;
        count++;
    }
    return count;
}

static enum fault load_drawn(struct db *db, struct arena *arena, struct activity *entry,
                             struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_activity_drawn);
    int64_t ids[IDS_MAX];
    size_t count = read_ids(entry->text, ids);
    bool row;

    entry->drawn = ARENA_ARRAY(arena, struct activity_film, count + 1);
    stmt_ids(s, ids, count);
    for (;; entry->drawn_count++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        entry->drawn[entry->drawn_count] = film_of_entry(s, 0, arena);
    }
}

static enum fault load_draws(struct db *db, struct arena *arena, struct activity *entries,
                             size_t count, struct error *err)
{
    for (size_t i = 0; i < count; i++)
        if (entries[i].kind == ACTIVITY_SETTLED && entries[i].text != NULL)
            TRY(load_drawn(db, arena, &entries[i], err));
    return FAULT_NONE;
}

static struct stmt *statement_for(struct db *db, const struct activity_query *query)
{
    const char *area = query->filter.area;

    if (query->member_id != 0)
        return db_stmt(db, &sql_activity_of_member);
    if (area == NULL)
        return db_stmt(db, &sql_activity_all);
    return db_stmt(db, strcmp(area, activity_area_name(AREA_VOTES)) == 0 ? &sql_activity_votes
                                                                         : &sql_activity_in_area);
}

static void bind_query(struct stmt *s, const struct activity_query *query)
{
    const bool is_first = query->before_id == 0;
    const int64_t before = is_first ? INT64_MAX : query->before;

    stmt_int(s, before);
    stmt_int(s, is_first ? INT64_MAX : query->before_id);
    stmt_int(s, (int64_t)query->limit);
    stmt_text(s, query->filter.area == NULL ? "" : query->filter.area);
    stmt_text(s, query->filter.kind == NULL ? "" : query->filter.kind);
    if (query->member_id == 0)
        return;
    stmt_int(s, query->member_id);
    stmt_int(s, before / ACTIVITY_HOUR);
    stmt_int(s, query->also_id);
}

enum fault activity_list(struct db *db, struct arena *arena, const struct activity_query *query,
                         struct activity **entries, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = statement_for(db, query);
    bool row;

    bind_query(s, query);
    *entries = ARENA_ARRAY(arena, struct activity, query->limit);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return load_draws(db, arena, *entries, *count, err);
        activity_from_row(s, arena, &(*entries)[*count]);
    }
}

/* ---- what goes ---------------------------------------------------------------------------- */

CHANGE(sql_activity_clear, TOPIC_NONE, "DELETE FROM activity WHERE lasting = 0");

static enum fault clear_unit(struct db *db, void *context, struct error *err)
{
    const struct deed *deed = context;
    auto_stmt struct stmt *s = db_stmt(db, &sql_activity_clear);

    TRY(stmt_run(s, err));
    return activity_add(db, *deed,
                        &(struct happening){.kind = ACTIVITY_LOG_CLEARED, .number = db_changes(db)},
                        err);
}

enum fault store_activity_clear(struct store *store, struct deed deed, struct error *err)
{
    return store_act(store, deed, clear_unit, &deed, err);
}

enum { EXPIRED_AT_ONCE = 1000 /* entries: so long a vote may have to wait */ };

struct log_prune_unit {
    int64_t now, removed;
};

CHANGE(sql_activity_expire_votes, TOPIC_NONE,
       "DELETE FROM activity WHERE id IN (SELECT id FROM activity"
       " WHERE area = 'votes' AND happened_at < $1 ORDER BY happened_at LIMIT $2)");
CHANGE(sql_activity_expire, TOPIC_NONE,
       "DELETE FROM activity WHERE id IN (SELECT id FROM activity"
       " WHERE area <> 'votes' AND happened_at < $1 ORDER BY happened_at LIMIT $2)");
QUERY(sql_activity_count, "SELECT count(*) FROM activity");
CHANGE(sql_activity_trim_votes, TOPIC_NONE,
       "DELETE FROM activity WHERE id IN (SELECT id FROM activity WHERE area = 'votes'"
       " ORDER BY happened_at LIMIT $1)");
CHANGE(sql_activity_trim, TOPIC_NONE,
       "DELETE FROM activity WHERE id IN (SELECT id FROM activity WHERE lasting = 0"
       " AND area <> 'votes' ORDER BY happened_at LIMIT $1)");

static enum fault expire_log(struct db *db, struct log_prune_unit *unit, struct error *err)
{
    const int64_t before = unit->now - ACTIVITY_SECONDS;

    TRY(run_numbers(db, &sql_activity_expire_votes, before, EXPIRED_AT_ONCE, err));
    unit->removed += db_changes(db);
    TRY(run_numbers(db, &sql_activity_expire, before, EXPIRED_AT_ONCE, err));
    unit->removed += db_changes(db);
    return FAULT_NONE;
}

static enum fault trim_log(struct db *db, struct log_prune_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_activity_count);
    int64_t excess;

    TRY(stmt_number(s, &excess, err));
    excess -= ACTIVITY_ROWS_MAX;
    if (excess <= 0)
        return FAULT_NONE;
    if (excess > EXPIRED_AT_ONCE)
        excess = EXPIRED_AT_ONCE;
    TRY(run_number(db, &sql_activity_trim_votes, excess, err));
    if (db_changes(db) == 0)
        TRY(run_number(db, &sql_activity_trim, excess, err));
    unit->removed += db_changes(db);
    return FAULT_NONE;
}

static enum fault prune_unit(struct db *db, void *context, struct error *err)
{
    struct log_prune_unit *unit = context;

    unit->removed = 0;
    TRY(expire_log(db, unit, err));
    return unit->removed > 0 ? FAULT_NONE : trim_log(db, unit, err);
}

enum fault store_activity_prune(struct store *store, int64_t now, struct error *err)
{
    struct log_prune_unit unit = {.now = now};

    do
        TRY(store_write(store, prune_unit, &unit, err));
    while (unit.removed > 0);
    return FAULT_NONE;
}
