#include "store/tokens.h"

#include "store/acting.h"
#include "store/activity.h"
#include "store/rows.h"

enum { TOKENS_MAX = 1000 /* listed */ };

QUERY(
    sql_tokens_all,
    "SELECT t.id, m.name, t.scope, t.created_at FROM tokens t JOIN members m ON m.id = t.member_id"
    " ORDER BY t.id");

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
        (*tokens)[*count] = (struct token){.id = stmt_col_int(s, 0),
                                           .member_name = row_text(s, 1, arena),
                                           .scope = row_text(s, 2, arena),
                                           .created_at = stmt_col_int(s, 3)};
    }
    return FAULT_NONE;
}

struct token_unit {
    struct deed deed;
    int64_t id, member_id;
    const uint8_t *hash;
    enum scope scope;
};

CHANGE(sql_token_add, TOPIC_CREDENTIALS,
       "INSERT INTO tokens (member_id, secret_hash, scope, created_at)"
       " VALUES ($1, $2, $3, $4) RETURNING id");

static const char *scope_name(enum scope scope)
{
    return scope == SCOPE_WRITE ? "write" : "read";
}

static enum fault add_token_unit(struct db *db, void *context, struct error *err)
{
    struct token_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, &sql_token_add);

    stmt_int(s, unit->member_id);
    stmt_blob(s, unit->hash, HASH_BYTES);
    stmt_text(s, scope_name(unit->scope));
    stmt_int(s, unit->deed.when);
    TRY(stmt_number(s, &unit->id, err));
    return activity_add(db, unit->deed,
                        &(struct happening){.kind = ACTIVITY_TOKEN_MADE,
                                            .member_id = unit->member_id,
                                            .number = unit->id,
                                            .text = scope_name(unit->scope)},
                        err);
}

enum fault store_token_add(struct store *store, struct deed deed, int64_t member_id,
                           const uint8_t hash[HASH_BYTES], enum scope scope, int64_t *id,
                           struct error *err)
{
    struct token_unit unit = {.deed = deed, .member_id = member_id, .hash = hash, .scope = scope};

    TRY(store_act(store, deed, add_token_unit, &unit, err));
    *id = unit.id;
    return FAULT_NONE;
}

CHANGE(sql_token_remove, TOPIC_CREDENTIALS, "DELETE FROM tokens WHERE id = $1 RETURNING member_id");

static enum fault remove_token_unit(struct db *db, void *context, struct error *err)
{
    struct token_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, &sql_token_remove);
    bool found, row;

    stmt_int(s, unit->id);
    TRY(stmt_row(s, &found, err));
    if (!found)
        return error_set(err, FAULT_NOT_FOUND, "There is no token %lld.", (long long)unit->id);
    unit->member_id = stmt_col_int(s, 0);
    TRY(stmt_row(s, &row, err));
    return activity_add(db, unit->deed,
                        &(struct happening){.kind = ACTIVITY_TOKEN_REVOKED,
                                            .member_id = unit->member_id,
                                            .number = unit->id},
                        err);
}

enum fault store_token_remove(struct store *store, struct deed deed, int64_t id, struct error *err)
{
    struct token_unit unit = {.deed = deed, .id = id};

    return store_act(store, deed, remove_token_unit, &unit, err);
}
