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

QUERY(sql_credentials_all,
      "SELECT s.secret_hash, s.id, 'session', s.last_seen_at, s.expires_at, m.id, m.name, m.color,"
      " m.role, m.state, m.language FROM sessions s JOIN members m ON m.id = s.member_id"
      " WHERE s.expires_at > $1 AND m.state <> 'inactive'"
      " UNION ALL"
      " SELECT t.secret_hash, t.id, t.scope, coalesce(t.last_used_at, 0), 0, m.id, m.name, "
      "m.color, m.role, m.state, m.language"
      " FROM tokens t JOIN members m ON m.id = t.member_id WHERE m.state <> 'inactive'");

enum fault credentials_all(struct db *db, int64_t now, credential_visit visit, void *context,
                           struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_credentials_all);
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
