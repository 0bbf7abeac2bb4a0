#include "store/sessions.h"

#include "store/acting.h"
#include "store/activity.h"
#include "store/rows.h"
#include "store/tokens.h"

QUERY(sql_sessions_of,
      "SELECT id, created_at, last_seen_at, expires_at, user_agent FROM sessions"
      " WHERE member_id = $1 AND expires_at > $2 AND id > $3 ORDER BY id LIMIT $4");

/* As its next use will write it. */
static void set_clock_back(struct session *session, int64_t now)
{
    if (session->last_seen_at <= now + SEEN_FUTURE)
        return;
    session->last_seen_at = now;
    session->created_at = session->created_at < now ? session->created_at : now;
    session->expires_at = now + SESSION_SECONDS;
}

enum fault sessions_of(struct db *db, struct arena *arena, int64_t member_id, int64_t now,
                       int64_t after, size_t limit, struct session **sessions, size_t *count,
                       struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_sessions_of);
    bool row;

    stmt_int(s, member_id);
    stmt_int(s, now);
    stmt_int(s, after);
    stmt_int(s, (int64_t)limit);
    *sessions = ARENA_ARRAY(arena, struct session, limit);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        (*sessions)[*count] = (struct session){.id = stmt_col_int(s, 0),
                                               .created_at = stmt_col_int(s, 1),
                                               .last_seen_at = stmt_col_int(s, 2),
                                               .expires_at = stmt_col_int(s, 3),
                                               .user_agent = row_text(s, 4, arena)};
        set_clock_back(&(*sessions)[*count], now);
    }
}

struct session_unit {
    struct deed deed;
    int64_t id;
    const struct session_seat *seats;
    size_t count;
};

CHANGE(sql_session_remove, TOPIC_CREDENTIALS,
       "DELETE FROM sessions WHERE id = $1 AND member_id = $2");

static enum fault remove_session(struct db *db, int64_t id, int64_t member_id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_session_remove);

    db_touch(db, member_id);
    stmt_int(s, id);
    stmt_int(s, member_id);
    return stmt_run(s, err);
}

CHANGE(sql_sessions_remove_others, TOPIC_CREDENTIALS,
       "DELETE FROM sessions WHERE member_id = $1 AND id <> $2");

enum fault sessions_remove_others(struct db *db, int64_t member_id, int64_t kept, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_sessions_remove_others);

    db_touch(db, member_id);
    stmt_int(s, member_id);
    stmt_int(s, kept);
    return stmt_run(s, err);
}

CHANGE(sql_session_add, TOPIC_CREDENTIALS,
       "INSERT INTO sessions"
       " (member_id, secret_hash, user_agent, created_at, last_seen_at, expires_at)"
       " VALUES ($1, $2, $3, $4, $4, $5) RETURNING id");

/* They are all in memory, and whoever has a link can come in by it again and again. */
CHANGE(sql_sessions_keep_latest, TOPIC_CREDENTIALS,
       "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE member_id = $1"
       " ORDER BY last_seen_at DESC, id DESC LIMIT 1000 OFFSET $2)");

static enum fault keep_latest(struct db *db, int64_t member_id, struct error *err)
{
    return run_numbers(db, &sql_sessions_keep_latest, member_id, SESSIONS_MAX, err);
}

enum fault session_add(struct db *db, struct deed deed, const struct session_new *new, int64_t *id,
                       struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_session_add);

    db_touch(db, deed.actor.member_id);
    if (new->replaces != 0)
        TRY(remove_session(db, new->replaces, deed.actor.member_id, err));
    stmt_int(s, deed.actor.member_id);
    stmt_blob(s, new->hash, HASH_BYTES);
    stmt_text(s, new->user_agent);
    stmt_int(s, deed.when);
    stmt_int(s, deed.when + SESSION_SECONDS);
    TRY(stmt_number(s, id, err));
    return keep_latest(db, deed.actor.member_id, err);
}

CHANGE(sql_sessions_trim, TOPIC_CREDENTIALS,
       "DELETE FROM sessions WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER"
       " (PARTITION BY member_id ORDER BY last_seen_at DESC, id DESC) AS place FROM sessions)"
       " AS s WHERE place > $1)");

/* Nobody waits yet: all of them at once. */
static enum fault trim_unit(struct db *db, void *context, struct error *err)
{
    (void)context;
    return run_number(db, &sql_sessions_trim, SESSIONS_MAX, err);
}

enum fault store_sessions_trim(struct store *store, struct error *err)
{
    return store_write(store, trim_unit, NULL, err);
}

/* After the statement that ended them; there may have been none. */
static enum fault tell_of_end(struct db *db, struct deed deed, int64_t member_id, struct error *err)
{
    const struct happening what = {
        .kind = ACTIVITY_SESSIONS_ENDED, .member_id = member_id, .number = db_changes(db)};

    return what.number == 0 ? FAULT_NONE : activity_add(db, deed, &what, err);
}

enum fault sessions_end_all_but(struct db *db, struct deed deed, int64_t member_id, int64_t kept,
                                struct error *err)
{
    TRY(sessions_remove_others(db, member_id, kept, err));
    return tell_of_end(db, deed, member_id, err);
}

static enum fault remove_session_unit(struct db *db, void *context, struct error *err)
{
    struct session_unit *unit = context;

    TRY(remove_session(db, unit->id, unit->deed.actor.member_id, err));
    if (db_changes(db) == 0)
        return error_set(err, FAULT_NOT_FOUND, "You have no such session.");
    return tell_of_end(db, unit->deed, unit->deed.actor.member_id, err);
}

enum fault store_session_remove(struct store *store, struct deed deed, int64_t id,
                                struct error *err)
{
    struct session_unit unit = {.deed = deed, .id = id};

    return store_act(store, deed, remove_session_unit, &unit, err);
}

static enum fault remove_others_unit(struct db *db, void *context, struct error *err)
{
    const struct session_unit *unit = context;

    return sessions_end_all_but(db, unit->deed, unit->deed.actor.member_id, unit->id, err);
}

enum fault store_sessions_remove_others(struct store *store, struct deed deed, int64_t kept,
                                        struct error *err)
{
    struct session_unit unit = {.deed = deed, .id = kept};

    return store_act(store, deed, remove_others_unit, &unit, err);
}

static enum fault remove_seats_unit(struct db *db, void *context, struct error *err)
{
    const struct session_unit *unit = context;

    for (size_t i = 0; i < unit->count; i++) {
        TRY(remove_session(db, unit->seats[i].session_id, unit->seats[i].member_id, err));
        TRY(tell_of_end(db, unit->deed, unit->seats[i].member_id, err));
    }
    return FAULT_NONE;
}

enum fault store_sessions_remove_seats(struct store *store, struct deed deed,
                                       const struct session_seat *seats, size_t count,
                                       struct error *err)
{
    struct session_unit unit = {.deed = deed, .seats = seats, .count = count};

    return store_act(store, deed, remove_seats_unit, &unit, err);
}

bool credential_is_due(int64_t last_seen_at, int64_t now)
{
    enum { STEP = 60 /* seconds */ };

    return now >= last_seen_at + STEP || now + SEEN_FUTURE < last_seen_at;
}

struct noting_unit {
    const struct credential_seen *seen;
    size_t count;
    int64_t now;
};

/* Never back, unless it was seen while the clock was ahead; then it was made in that time, too. */
CHANGE(sql_session_seen, TOPIC_NONE,
       "UPDATE sessions SET last_seen_at = $2, expires_at = $3,"
       " created_at = CASE WHEN created_at > $2 THEN $2 ELSE created_at END"
       " WHERE id = $1 AND (last_seen_at < $2 OR last_seen_at > $4)");
CHANGE(sql_sessions_prune, TOPIC_NONE, "DELETE FROM sessions WHERE expires_at <= $1");

static enum fault slide_session(struct db *db, const struct credential_seen *seen, int64_t future,
                                struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_session_seen);

    stmt_int(s, seen->id);
    stmt_int(s, seen->seen_at);
    stmt_int(s, seen->seen_at + SESSION_SECONDS);
    stmt_int(s, future);
    return stmt_run(s, err);
}

static enum fault note_seen(struct db *db, void *context, struct error *err)
{
    const struct noting_unit *unit = context;
    int64_t future = unit->now + SEEN_FUTURE;

    for (size_t i = 0; i < unit->count; i++)
        TRY(unit->seen[i].is_session
                ? slide_session(db, &unit->seen[i], future, err)
                : token_used(db, unit->seen[i].id, unit->seen[i].seen_at, future, err));
    auto_stmt struct stmt *prune = db_stmt(db, &sql_sessions_prune);

    stmt_int(prune, unit->now);
    return stmt_run(prune, err);
}

enum fault store_credentials_seen(struct store *store, const struct credential_seen *seen,
                                  size_t count, int64_t now, struct error *err)
{
    struct noting_unit unit = {.seen = seen, .count = count, .now = now};

    return store_write(store, note_seen, &unit, err);
}
