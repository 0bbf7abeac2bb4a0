#include "base/text.h"
#include "store/bringing.h"
#include "store/films.h"
#include "store/joins.h"
#include "store/rows.h"
#include "store/seen.h"

/* ---- what members did with them -------------------------------------------------------------- */

/* The number that a statement finds by others. */
static enum fault find_number(struct db *db, const struct statement *statement, size_t count,
                              const int64_t *by, int64_t *number, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);

    for (size_t i = 0; i < count; i++)
        stmt_int(s, by[i]);
    return number_or_zero(s, number, err);
}
#define FIND(statement, number, ...)                                                               \
    find_number(db, &(statement), sizeof((int64_t[]){__VA_ARGS__}) / sizeof(int64_t),              \
                (int64_t[]){__VA_ARGS__}, number, err)

CHANGE(sql_proposal_bring, TOPIC_PAGE,
       "INSERT INTO proposals (film_id, proposer_id, created_at, note) VALUES ($1, $2, $3, $4)"
       " RETURNING id");

enum fault proposal_bring(struct db *db, const struct brought_deed *proposal, int64_t *id,
                          bool *is_new, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_proposal_bring);
    int64_t watched_at;

    TRY(film_state(db, proposal->film_id, id, &watched_at, err));
    *is_new = *id == 0;
    if (!*is_new)
        return FAULT_NONE;
    stmt_int(s, proposal->film_id);
    stmt_int_or_null(s, proposal->proposer_id);
    stmt_int(s, proposal->when);
    stmt_text(s, proposal->note);
    return stmt_number(s, id, err);
}

QUERY(sql_proposal_over, "SELECT max(p.id) FROM proposals p WHERE p.film_id IN" ONE_WITH_1
                         "AND p.status <> 'open' AND ($2 = 0 OR p.created_at = $2)");

enum fault proposal_over(struct db *db, int64_t film_id, int64_t when, int64_t *id,
                         struct error *err)
{
    return FIND(sql_proposal_over, id, film_id, when);
}

QUERY(sql_proposal_takes_votes,
      "SELECT CASE WHEN p.status <> 'open' THEN 1 WHEN t.place IS NOT NULL THEN 2 ELSE 0 END"
      " FROM proposals p LEFT JOIN tonight t ON t.proposal_id = p.id WHERE p.id = $1");

static enum fault takes_votes(struct db *db, int64_t proposal_id, enum brought_vote *outcome,
                              struct error *err)
{
    enum { OPEN, CLOSED, TONIGHT };
    auto_stmt struct stmt *s = db_stmt(db, &sql_proposal_takes_votes);
    bool row;

    stmt_int(s, proposal_id);
    TRY(stmt_row(s, &row, err));
    *outcome = !row || stmt_col_int(s, 0) == CLOSED ? VOTE_TOO_LATE
               : stmt_col_int(s, 0) == TONIGHT      ? VOTE_FROZEN
                                                    : VOTE_BROUGHT;
    return FAULT_NONE;
}

CHANGE(sql_vote_bring, TOPIC_PAGE,
       "INSERT INTO votes (proposal_id, member_id, cast_at) VALUES ($1, $2, $3)"
       " ON CONFLICT (proposal_id, member_id) DO NOTHING");
CHANGE(sql_vote_bring_held, TOPIC_NONE,
       "INSERT INTO held_votes (proposal_id, member_id, cast_at, moved) VALUES ($1, $2, $3, 0)"
       " ON CONFLICT (proposal_id, member_id) DO NOTHING");

enum fault vote_bring(struct db *db, int64_t proposal_id, int64_t member_id, bool is_held,
                      int64_t when, enum brought_vote *outcome, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, is_held ? &sql_vote_bring_held : &sql_vote_bring);
    bool is_new;

    TRY(takes_votes(db, proposal_id, outcome, err));
    if (*outcome != VOTE_BROUGHT)
        return FAULT_NONE;
    TRY(join_keep_vote(db, proposal_id, member_id, err));
    stmt_int(s, proposal_id);
    stmt_int(s, member_id);
    stmt_int(s, when);
    TRY(run_new(db, s, &is_new, err));
    *outcome = is_new ? VOTE_BROUGHT : VOTE_WAS_THERE;
    return FAULT_NONE;
}

QUERY(sql_screening_newest, "SELECT coalesce(max(id), 0) + 1 FROM screenings");

enum fault screening_next_id(struct db *db, int64_t *id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_screening_newest);

    return stmt_number(s, id, err);
}

QUERY(sql_screening_before, "SELECT id FROM screenings WHERE film_id IN" ONE_WITH_1
                            "AND id < $2 AND removed_at IS NULL ORDER BY id DESC LIMIT 1");

enum fault screening_before(struct db *db, int64_t film_id, int64_t first_id, int64_t *id,
                            struct error *err)
{
    return FIND(sql_screening_before, id, film_id, first_id);
}

/* One that was taken back is one that the club doesn't want. */
QUERY(sql_screening_noted,
      "SELECT max(id) FROM screenings WHERE film_id IN" ONE_WITH_1 "AND CASE WHEN $2 > 0"
      " THEN day = $2 ELSE $3 = 0 OR (day = 0 AND created_at = $3) END");

enum fault screening_noted(struct db *db, int64_t film_id, int64_t day, int64_t when, int64_t *id,
                           struct error *err)
{
    return FIND(sql_screening_noted, id, film_id, day, when);
}

CHANGE(sql_screening_bring, TOPIC_WATCHED,
       "INSERT INTO screenings (film_id, proposer_id, day, note, created_at)"
       " VALUES ($1, $2, $3, $4, $5) RETURNING id");

enum fault screening_bring(struct db *db, const struct brought_deed *screening, int64_t *id,
                           struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_screening_bring);

    stmt_int(s, screening->film_id);
    stmt_int_or_null(s, screening->proposer_id);
    stmt_int(s, screening->day);
    stmt_text(s, screening->note);
    stmt_int(s, screening->when);
    return stmt_number(s, id, err);
}

QUERY(sql_screening_of_day, "SELECT max(id) FROM screenings WHERE film_id IN" ONE_WITH_1
                            "AND day = $2 AND day > 0 AND removed_at IS NULL");

enum fault screening_of_day(struct db *db, int64_t film_id, int64_t day, int64_t *id,
                            struct error *err)
{
    return FIND(sql_screening_of_day, id, film_id, day);
}

CHANGE(sql_rating_bring, TOPIC_WATCHED,
       "INSERT INTO ratings (screening_id, member_id, halves, rated_at) VALUES ($1, $2, $3, $4)"
       " ON CONFLICT (screening_id, member_id) DO NOTHING");

static enum fault bring_stars(struct db *db, const struct statement *statement, int64_t of,
                              int64_t member_id, int64_t halves, int64_t when, bool *is_new,
                              struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);

    stmt_int(s, of);
    stmt_int(s, member_id);
    stmt_int_or_null(s, halves);
    stmt_int(s, when);
    return run_new(db, s, is_new, err);
}

enum fault rating_bring(struct db *db, int64_t screening_id, int64_t member_id, int64_t halves,
                        int64_t when, bool *is_new, struct error *err)
{
    return bring_stars(db, &sql_rating_bring, screening_id, member_id, halves, when, is_new, err);
}

QUERY(sql_rating_of_moment,
      "SELECT max(r.screening_id) FROM ratings r JOIN screenings s ON s.id = r.screening_id"
      " WHERE s.film_id IN" ONE_WITH_1 "AND r.member_id = $2 AND r.rated_at = $3");

enum fault rating_of_moment(struct db *db, int64_t film_id, int64_t member_id, int64_t when,
                            int64_t *screening_id, struct error *err)
{
    return FIND(sql_rating_of_moment, screening_id, film_id, member_id, when);
}

/* A mark of one of several that are one is a mark of each. */
CHANGE(sql_seen_bring, TOPIC_PAGE,
       "INSERT INTO seen (film_id, member_id, halves, seen_at, counts) SELECT $1, $2, $3, $4,"
       " CASE WHEN m.state = 'active' THEN 1 ELSE 0 END FROM members m WHERE m.id = $2"
       " AND NOT EXISTS (SELECT 1 FROM seen WHERE member_id = $2 AND film_id IN" ONE_WITH_1 ")");
CHANGE(sql_seen_bring_stars, TOPIC_NONE,
       "UPDATE seen SET halves = $3 WHERE member_id = $2 AND halves IS NULL"
       " AND film_id IN" ONE_WITH_1);

static enum fault bring_missing_stars(struct db *db, int64_t film_id, int64_t member_id,
                                      int64_t halves, bool *is_new, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_seen_bring_stars);

    stmt_int(s, film_id);
    stmt_int(s, member_id);
    stmt_int(s, halves);
    return run_new(db, s, is_new, err);
}

enum fault seen_bring(struct db *db, int64_t film_id, int64_t member_id, int64_t halves,
                      int64_t when, bool *is_new, struct error *err)
{
    TRY(bring_stars(db, &sql_seen_bring, film_id, member_id, halves, when, is_new, err));
    return *is_new || halves == NO_STARS
               ? FAULT_NONE
               : bring_missing_stars(db, film_id, member_id, halves, is_new, err);
}

QUERY(sql_activity_in_hour,
      "SELECT happened_at FROM activity WHERE actor_id = $1 AND hour = $2 AND proposal_id = $3");

enum fault activity_bring(struct db *db, struct deed deed, const struct happening *what,
                          bool *is_new, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_activity_in_hour);
    int64_t happened_at = 0;

    stmt_int_or_null(s, deed.actor.member_id);
    stmt_int(s, deed.when / ACTIVITY_HOUR);
    stmt_int_or_null(s, what->proposal_id);
    if (activity_rule(what->kind)->area == AREA_VOTES)
        TRY(number_or_zero(s, &happened_at, err));
    *is_new = happened_at == 0;
    return happened_at > deed.when ? FAULT_NONE : activity_add(db, deed, what, err);
}
