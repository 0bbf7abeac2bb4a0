#include "store/bringing.h"

#include "base/text.h"
#include "store/films.h"
#include "store/joins.h"
#include "store/rows.h"
#include "store/seen.h"

static enum fault run_new(struct db *db, struct stmt *s, bool *is_new, struct error *err)
{
    TRY(stmt_run(s, err));
    *is_new = db_changes(db) > 0;
    return FAULT_NONE;
}

/* ---- what was brought ------------------------------------------------------------------------ */

QUERY(sql_imported_count, "SELECT count(*) FROM imported WHERE source = $1 AND noun = $2");
QUERY(sql_imported, "SELECT source_key, id FROM imported WHERE source = $1 AND noun = $2"
                    " ORDER BY source_key");

enum fault imported_rows(struct db *db, struct arena *arena, const char *source, const char *noun,
                         struct imported **rows, size_t *count, struct error *err)
{
    auto_stmt struct stmt *number = db_stmt(db, &sql_imported_count);
    auto_stmt struct stmt *s = db_stmt(db, &sql_imported);
    int64_t room;
    bool row;

    stmt_text(number, source);
    stmt_text(number, noun);
    TRY(stmt_number(number, &room, err));
    *rows = ARENA_ARRAY(arena, struct imported, (size_t)room + 1);
    stmt_text(s, source);
    stmt_text(s, noun);
    for (*count = 0; *count < (size_t)room; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            break;
        (*rows)[*count] = (struct imported){.key = stmt_col_int(s, 0), .id = stmt_col_int(s, 1)};
    }
    return FAULT_NONE;
}

CHANGE(sql_imported_add, TOPIC_NONE,
       "INSERT INTO imported (source, noun, source_key, id) VALUES ($1, $2, $3, $4)"
       " ON CONFLICT (source, noun, source_key) DO NOTHING");

enum fault imported_add(struct db *db, const char *source, const char *noun, struct imported row,
                        struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_imported_add);

    stmt_text(s, source);
    stmt_text(s, noun);
    stmt_int(s, row.key);
    stmt_int(s, row.id);
    return stmt_run(s, err);
}

QUERY(sql_film_stands, "SELECT id FROM films WHERE id = $1");
QUERY(sql_screening_stands, "SELECT id FROM screenings WHERE id = $1 AND removed_at IS NULL");

static enum fault still_there(struct db *db, const struct statement *statement, int64_t *id,
                              struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, statement);

    stmt_int(s, *id);
    return number_or_zero(s, id, err);
}

enum fault film_still(struct db *db, int64_t *id, struct error *err)
{
    return still_there(db, &sql_film_stands, id, err);
}

enum fault screening_still(struct db *db, int64_t *id, struct error *err)
{
    return still_there(db, &sql_screening_stands, id, err);
}

enum fault proposal_joined(struct db *db, int64_t *id, struct error *err)
{
    int64_t kept = *id;

    for (int i = 0; i < JOINS_MAX && kept != 0; i++) {
        *id = kept;
        TRY(join_kept(db, *id, &kept, err));
    }
    return FAULT_NONE;
}

/* ---- members --------------------------------------------------------------------------------- */

CHANGE(sql_member_bring, TOPIC_MEMBERS | TOPIC_PASSWORDS,
       "INSERT INTO members (name, name_key, role, state, password_hash, created_at, last_seen_at)"
       " VALUES ($1, $2, $3, $4, $5, $6, nullif($7, 0)) RETURNING id");

static enum fault note_brought(struct db *db, struct deed deed, enum activity_kind kind, int64_t id,
                               const char *text, struct error *err)
{
    return activity_add(db, deed, &(struct happening){.kind = kind, .member_id = id, .text = text},
                        err);
}

enum fault member_bring(struct db *db, const struct brought_member *member, int64_t *id,
                        struct error *err)
{
    auto_arena struct arena arena = {0};
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_bring);
    const struct deed deed = deed_of_operator(member->joined_at);

    stmt_text(s, member->name);
    stmt_text(s, text_key(&arena, member->name));
    stmt_text(s, role_name(member->role));
    stmt_text(s, member_state_name(member->state));
    stmt_text(s, member->password_hash);
    stmt_int(s, member->joined_at);
    stmt_int(s, member->last_seen_at);
    TRY(stmt_number(s, id, err));
    TRY(note_brought(db, deed, ACTIVITY_JOINED, *id, "host", err));
    return member->role == ROLE_MEMBER
               ? FAULT_NONE
               : note_brought(db, deed, ACTIVITY_ROLE, *id, role_name(member->role), err);
}

CHANGE(sql_member_bring_limit, TOPIC_MEMBERS,
       "UPDATE members SET proposal_limit = $2 WHERE id = $1 AND proposal_limit IS NULL");

enum fault member_bring_limit(struct db *db, int64_t id, int64_t limit, bool *is_new,
                              struct error *err)
{
    TRY(run_numbers(db, &sql_member_bring_limit, id, limit, err));
    *is_new = db_changes(db) > 0;
    return FAULT_NONE;
}

CHANGE(sql_member_bring_password, TOPIC_MEMBERS | TOPIC_PASSWORDS,
       "UPDATE members SET password_hash = $2 WHERE id = $1 AND password_hash IS NULL");

enum fault member_bring_password(struct db *db, struct deed deed, int64_t id, const char *hash,
                                 bool *is_new, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_bring_password);

    stmt_int(s, id);
    stmt_text(s, hash);
    TRY(run_new(db, s, is_new, err));
    return *is_new ? note_brought(db, deed, ACTIVITY_PASSWORD_SET, id, NULL, err) : FAULT_NONE;
}

/* ---- films ----------------------------------------------------------------------------------- */

/* Due at once: what was brought is only for the meantime. */
CHANGE(
    sql_film_bring_data, TOPIC_FILMS,
    "UPDATE films SET year = coalesce(year, $2), runtime_minutes = coalesce(runtime_minutes, $3),"
    " cached_imdb_data = $4, cached_at = $5, provider = $6, try_at = 0, failures = 0,"
    " fetch_error = NULL, unknown_at = NULL WHERE id = $1 AND cached_at IS NULL");
CHANGE(sql_film_bring_source, TOPIC_NONE,
       "INSERT INTO film_sources (film_id, provider) VALUES ($1, $2) ON CONFLICT DO NOTHING");

static enum fault bring_data(struct db *db, const struct brought_film *film, int64_t id,
                             struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_bring_data);
    auto_stmt struct stmt *source = db_stmt(db, &sql_film_bring_source);
    bool is_new;

    stmt_int(s, id);
    stmt_int_or_null(s, film->year);
    stmt_int_or_null(s, film->runtime_minutes);
    stmt_text(s, film->metadata);
    stmt_int(s, film->cached_at);
    stmt_text(s, film->provider);
    TRY(run_new(db, s, &is_new, err));
    if (!is_new || film->provider == NULL)
        return FAULT_NONE;
    stmt_int(source, id);
    stmt_text(source, film->provider);
    return stmt_run(source, err);
}

CHANGE(sql_film_bring_poster, TOPIC_NONE,
       "UPDATE films SET poster_url = $2 WHERE id = $1 AND poster_url IS NULL");

enum fault film_bring(struct db *db, const struct brought_film *film, int64_t now, int64_t *id,
                      struct error *err)
{
    auto_stmt struct stmt *poster = db_stmt(db, &sql_film_bring_poster);

    TRY(film_find_or_add(db, film->imdb_id, film->title, film->year, now, id, err));
    if (film->metadata != NULL)
        TRY(bring_data(db, film, *id, err));
    if (film->poster_url == NULL)
        return FAULT_NONE;
    stmt_int(poster, *id);
    stmt_text(poster, film->poster_url);
    return stmt_run(poster, err);
}

QUERY(sql_film_newest, "SELECT coalesce(max(id), 0) FROM films");

enum fault film_newest(struct db *db, int64_t *id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_newest);

    return stmt_number(s, id, err);
}

QUERY(sql_film_up_titled,
      "SELECT p.film_id FROM proposals p JOIN films f ON f.id = p.film_id"
      " WHERE p.status = 'open' AND p.title_key = $1 AND ($2 = 0 OR coalesce(f.year, $2) = $2)"
      " ORDER BY p.id DESC LIMIT 2");

enum fault film_up_titled(struct db *db, const char *title, int64_t year, int64_t *id,
                          struct error *err)
{
    auto_arena struct arena arena = {0};
    auto_stmt struct stmt *s = db_stmt(db, &sql_film_up_titled);
    bool row;

    stmt_text(s, text_key(&arena, title));
    stmt_int(s, year);
    TRY(stmt_row(s, &row, err));
    *id = row ? stmt_col_int(s, 0) : 0;
    if (!row)
        return FAULT_NONE;
    TRY(stmt_row(s, &row, err));
    *id = row ? 0 : *id;
    return FAULT_NONE;
}

/* ---- what members did with them -------------------------------------------------------------- */

CHANGE(sql_proposal_bring, TOPIC_PAGE,
       "INSERT INTO proposals (film_id, proposer_id, created_at) VALUES ($1, $2, $3) RETURNING id");

enum fault proposal_bring(struct db *db, int64_t film_id, int64_t proposer_id, int64_t when,
                          int64_t *id, bool *is_new, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_proposal_bring);
    int64_t watched_at;

    TRY(film_state(db, film_id, id, &watched_at, err));
    *is_new = *id == 0;
    if (!*is_new)
        return FAULT_NONE;
    stmt_int(s, film_id);
    stmt_int_or_null(s, proposer_id);
    stmt_int(s, when);
    return stmt_number(s, id, err);
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
CHANGE(sql_screening_bring, TOPIC_WATCHED,
       "INSERT INTO screenings (film_id, day, created_at) VALUES ($1, 0, $2) RETURNING id");

enum fault screening_bring(struct db *db, int64_t film_id, int64_t first_id, int64_t now,
                           int64_t *id, bool *is_new, struct error *err)
{
    auto_stmt struct stmt *before = db_stmt(db, &sql_screening_before);
    auto_stmt struct stmt *s = db_stmt(db, &sql_screening_bring);

    stmt_int(before, film_id);
    stmt_int(before, first_id);
    TRY(number_or_zero(before, id, err));
    *is_new = *id == 0;
    if (!*is_new)
        return FAULT_NONE;
    stmt_int(s, film_id);
    stmt_int(s, now);
    return stmt_number(s, id, err);
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
