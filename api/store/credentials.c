#include "store/credentials.h"

#include <stdio.h>
#include <string.h>

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
    credential->member.id = stmt_col_int(s, 5);
    credential->member.name = stmt_col_text(s, 6);
    credential->member.color = member_color(credential->member.id, stmt_col_int(s, 7));
    snprintf(credential->language, sizeof(credential->language), "%s",
             stmt_col_is_null(s, 10) ? "" : stmt_col_text(s, 10));
    return role_parse(stmt_col_text(s, 8), &credential->role) &&
           member_state_parse(stmt_col_text(s, 9), &credential->state);
}

#define SESSION_COLUMNS                                                                            \
    "s.secret_hash, s.id, 'session', s.last_seen_at, s.expires_at, m.id, m.name, m.color,"         \
    " m.role, m.state, m.language"
#define TOKEN_COLUMNS                                                                              \
    "t.secret_hash, t.id, t.scope, coalesce(t.last_used_at, 0), 0, m.id, m.name, m.color,"         \
    " m.role, m.state, m.language"

QUERY(sql_credentials_all,
      "SELECT " SESSION_COLUMNS " FROM sessions s JOIN members m ON m.id = s.member_id"
      " WHERE s.expires_at > $1 AND m.state <> 'inactive'"
      " UNION ALL"
      " SELECT " TOKEN_COLUMNS " FROM tokens t JOIN members m ON m.id = t.member_id"
      " WHERE m.state <> 'inactive'");

QUERY(sql_credentials_of,
      "SELECT " SESSION_COLUMNS " FROM members m JOIN sessions s ON s.member_id = m.id"
      " WHERE m.id = $1 AND s.expires_at > $2 AND m.state <> 'inactive'"
      " UNION ALL"
      " SELECT " TOKEN_COLUMNS " FROM members m JOIN tokens t ON t.member_id = m.id"
      " WHERE m.id = $1 AND m.state <> 'inactive'");

static enum fault visit_rows(struct stmt *s, credential_visit visit, void *context,
                             struct error *err)
{
    struct credential credential;
    bool row;

    for (;;) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        if (credential_from_row(s, &credential))
            visit(context, &credential);
    }
}

enum fault credentials_all(struct db *db, int64_t now, credential_visit visit, void *context,
                           struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_credentials_all);

    stmt_int(s, now);
    return visit_rows(s, visit, context, err);
}

enum fault credentials_of(struct db *db, int64_t member_id, int64_t now, credential_visit visit,
                          void *context, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_credentials_of);

    stmt_int(s, member_id);
    stmt_int(s, now);
    return visit_rows(s, visit, context, err);
}

struct touched credentials_take_touched(struct db *db)
{
    struct touched touched = *db_touched(db);

    *db_touched(db) = (struct touched){0};
    return touched;
}
