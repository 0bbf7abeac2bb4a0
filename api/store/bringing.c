#include "store/bringing.h"

#include "base/text.h"
#include "store/films.h"
#include "store/joins.h"
#include "store/rows.h"

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
