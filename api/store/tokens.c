#include "store/tokens.h"

#include "store/acting.h"
#include "store/activity.h"
#include "store/rows.h"

enum { TOKENS_MAX = 1000 /* listed */ };

QUERY(sql_tokens_all, "SELECT t.id, m.name, t.scope, t.created_at, t.name, t.last_used_at"
                      " FROM tokens t JOIN members m ON m.id = t.member_id ORDER BY t.id");

static struct token token_from_row(struct stmt *s, struct arena *arena)
{
    return (struct token){.id = stmt_col_int(s, 0),
                          .member_name = row_text(s, 1, arena),
                          .scope = row_text(s, 2, arena),
                          .created_at = stmt_col_int(s, 3),
                          .name = row_text(s, 4, arena),
                          .last_used_at = stmt_col_int(s, 5)};
}

enum fault tokens_all(struct db *db, struct arena *arena, struct token **tokens, size_t *count,
                      struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_tokens_all);
    bool row = true;

    *tokens = ARENA_ARRAY(arena, struct token, TOKENS_MAX);
    for (*count = 0; *count < TOKENS_MAX; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            break;
        (*tokens)[*count] = token_from_row(s, arena);
    }
    return FAULT_NONE;
}

QUERY(sql_tokens_of, "SELECT t.id, m.name, t.scope, t.created_at, t.name, t.last_used_at"
                     " FROM tokens t JOIN members m ON m.id = t.member_id"
                     " WHERE t.member_id = $1 AND t.id > $2 ORDER BY t.id LIMIT $3");

enum fault tokens_of(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                     size_t limit, struct token **tokens, size_t *count, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_tokens_of);
    bool row;

    stmt_int(s, member_id);
    stmt_int(s, after);
    stmt_int(s, (int64_t)limit);
    *tokens = ARENA_ARRAY(arena, struct token, limit);
    for (*count = 0;; (*count)++) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        (*tokens)[*count] = token_from_row(s, arena);
    }
}

struct token_unit {
    struct deed deed;
    const struct token_new *new;
    int64_t id;
};

QUERY(sql_tokens_count_of, "SELECT count(*) FROM tokens WHERE member_id = $1");

/* All tokens are kept in memory. */
static enum fault must_have_room(struct db *db, const struct token_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_tokens_count_of);
    int64_t count;

    stmt_int(s, unit->new->member_id);
    TRY(stmt_number(s, &count, err));
    if (count < TOKENS_OF_MEMBER_MAX || unit->deed.actor.member_id == 0)
        return FAULT_NONE;
    error_set(err, FAULT_TOKENS_FULL, "You have %d tokens. Revoke one that you don't use.",
              TOKENS_OF_MEMBER_MAX);
    error_param_int(err, "max", TOKENS_OF_MEMBER_MAX);
    return FAULT_TOKENS_FULL;
}

CHANGE(sql_token_add, TOPIC_CREDENTIALS,
       "INSERT INTO tokens (member_id, secret_hash, scope, created_at, name)"
       " VALUES ($1, $2, $3, $4, $5) RETURNING id");

const char *scope_name(enum scope scope)
{
    return scope == SCOPE_WRITE ? "write" : "read";
}

static enum fault add_token_unit(struct db *db, void *context, struct error *err)
{
    struct token_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, &sql_token_add);

    TRY(must_have_room(db, unit, err));
    db_touch(db, unit->new->member_id);
    stmt_int(s, unit->new->member_id);
    stmt_blob(s, unit->new->hash, HASH_BYTES);
    stmt_text(s, scope_name(unit->new->scope));
    stmt_int(s, unit->deed.when);
    stmt_text(s, unit->new->name);
    TRY(stmt_number(s, &unit->id, err));
    return activity_add(db, unit->deed,
                        &(struct happening){.kind = ACTIVITY_TOKEN_MADE,
                                            .member_id = unit->new->member_id,
                                            .number = unit->id,
                                            .text = scope_name(unit->new->scope)},
                        err);
}

enum fault store_token_add(struct store *store, struct deed deed, const struct token_new *new,
                           int64_t *id, struct error *err)
{
    struct token_unit unit = {.deed = deed, .new = new};

    TRY(store_act(store, deed, add_token_unit, &unit, err));
    *id = unit.id;
    return FAULT_NONE;
}

CHANGE(sql_token_remove, TOPIC_CREDENTIALS,
       "DELETE FROM tokens WHERE id = $1 AND ($2 = 0 OR member_id = $2) RETURNING member_id");

static enum fault note_revoked(struct db *db, struct deed deed, int64_t member_id, int64_t id,
                               struct error *err)
{
    return activity_add(
        db, deed,
        &(struct happening){.kind = ACTIVITY_TOKEN_REVOKED, .member_id = member_id, .number = id},
        err);
}

static enum fault remove_token_unit(struct db *db, void *context, struct error *err)
{
    struct token_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, &sql_token_remove);
    int64_t member_id;
    bool found, row;

    stmt_int(s, unit->id);
    stmt_int(s, unit->deed.actor.member_id);
    TRY(stmt_row(s, &found, err));
    if (!found)
        return error_set(err, FAULT_NOT_FOUND, "There is no such token.");
    member_id = stmt_col_int(s, 0);
    db_touch(db, member_id);
    TRY(stmt_row(s, &row, err));
    return note_revoked(db, unit->deed, member_id, unit->id, err);
}

CHANGE(sql_tokens_remove_of, TOPIC_CREDENTIALS,
       "DELETE FROM tokens WHERE member_id = $1 RETURNING id");

enum fault tokens_remove_of(struct db *db, struct deed deed, int64_t member_id, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_tokens_remove_of);
    bool row;

    db_touch(db, member_id);
    stmt_int(s, member_id);
    TRY(stmt_row(s, &row, err));
    while (row) {
        TRY(note_revoked(db, deed, member_id, stmt_col_int(s, 0), err));
        TRY(stmt_row(s, &row, err));
    }
    return FAULT_NONE;
}

enum fault store_token_remove(struct store *store, struct deed deed, int64_t id, struct error *err)
{
    struct token_unit unit = {.deed = deed, .id = id};

    return store_act(store, deed, remove_token_unit, &unit, err);
}

CHANGE(sql_token_used, TOPIC_NONE,
       "UPDATE tokens SET last_used_at = $2 WHERE id = $1"
       " AND (coalesce(last_used_at, 0) < $2 OR last_used_at > $3)");

enum fault token_used(struct db *db, int64_t id, int64_t when, int64_t future, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_token_used);

    stmt_int(s, id);
    stmt_int(s, when);
    stmt_int(s, future);
    return stmt_run(s, err);
}
