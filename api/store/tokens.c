#include "store/rows.h"
#include "store/store.h"

#include <string.h>

enum { TOKENS_MAX = 1000 /* listed */ };

enum fault tokens_all(struct db *db, struct arena *arena, struct token **tokens, size_t *count,
                      struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_TOKENS_ALL);
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
    int64_t id, member_id, now;
    const uint8_t *hash;
    enum scope scope;
};

static enum fault add_unit(struct db *db, void *context, struct error *err)
{
    struct token_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, SQL_TOKEN_ADD);

    stmt_int(s, unit->member_id);
    stmt_blob(s, unit->hash, HASH_BYTES);
    stmt_text(s, unit->scope == SCOPE_WRITE ? "write" : "read");
    stmt_int(s, unit->now);
    return stmt_number(s, &unit->id, err);
}

enum fault store_token_add(struct store *store, int64_t member_id, const uint8_t hash[HASH_BYTES],
                           enum scope scope, int64_t now, int64_t *id, struct error *err)
{
    struct token_unit unit = {.member_id = member_id, .hash = hash, .scope = scope, .now = now};

    TRY(store_write(store, add_unit, &unit, err));
    *id = unit.id;
    return FAULT_NONE;
}

static enum fault remove_unit(struct db *db, void *context, struct error *err)
{
    struct token_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, SQL_TOKEN_REMOVE);

    stmt_int(s, unit->id);
    TRY(stmt_run(s, err));
    if (db_changes(db) == 0)
        return error_set(err, FAULT_NOT_FOUND, "There is no token %lld.", (long long)unit->id);
    return FAULT_NONE;
}

enum fault store_token_remove(struct store *store, int64_t id, struct error *err)
{
    struct token_unit unit = {.id = id};

    return store_write(store, remove_unit, &unit, err);
}

static bool credential_from_row(struct stmt *s, struct credential *credential)
{
    const char *kind = stmt_col_text(s, 2);
    size_t length;
    const void *hash = stmt_col_blob(s, 0, &length);

    if (length != HASH_BYTES)
        return false;
    memcpy(credential->hash, hash, HASH_BYTES);
    credential->id = stmt_col_int(s, 1);
    credential->is_session = strcmp(kind, "session") == 0;
    credential->scope = strcmp(kind, "read") == 0 ? SCOPE_READ : SCOPE_WRITE;
    credential->last_seen_at = stmt_col_int(s, 3);
    credential->expires_at = stmt_col_int(s, 4);
    credential->member_id = stmt_col_int(s, 5);
    credential->member_name = stmt_col_text(s, 6);
    return role_parse(stmt_col_text(s, 7), &credential->role);
}

enum fault credentials_all(struct db *db, int64_t now, credential_visit visit, void *context,
                           struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, SQL_CREDENTIALS_ALL);
    struct credential credential;
    bool row;

    stmt_int(s, now);
    for (;;) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        if (credential_from_row(s, &credential))
            visit(context, &credential);
    }
}
