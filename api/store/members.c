#include "store/members.h"

#include "base/text.h"
#include "store/rows.h"

void member_from_row(struct stmt *s, struct arena *arena, struct member *member)
{
    member->id = stmt_col_int(s, 0);
    member->name = row_text(s, 1, arena);
    member->color = member_color(member->id, stmt_col_int(s, 2));
    member->own_color = stmt_col_int(s, 2);
    role_parse(stmt_col_text(s, 3), &member->role);
    member_state_parse(stmt_col_text(s, 4), &member->state);
    member->own_limit = stmt_col_is_null(s, 5) ? NO_OWN_LIMIT : stmt_col_int(s, 5);
    member->has_password = !stmt_col_is_null(s, 6);
    member->created_at = stmt_col_int(s, 7);
    member->last_seen_at = stmt_col_int(s, 8);
    member->version = stmt_col_int(s, 9);
    member->joined_how = row_text(s, 10, arena);
    member->invitation_id = stmt_col_int(s, 11);
    member->language = row_text(s, 12, arena);
    member->open_proposals = stmt_col_int(s, 13);
}

/* The one row of a statement that looks for a member; `hash` may be NULL. */
static enum fault take_member(struct stmt *s, struct arena *arena, struct member *member,
                              const char **hash, struct error *err)
{
    bool row;

    TRY(stmt_row(s, &row, err));
    if (!row)
        return error_set(err, FAULT_NOT_FOUND, "There is no such member.");
    member_from_row(s, arena, member);
    if (hash != NULL)
        *hash = row_text(s, 6, arena);
    return FAULT_NONE;
}

QUERY(sql_member_by_id, "SELECT" MEMBER_COLUMNS "FROM members WHERE id = $1");

enum fault member_by_id(struct db *db, struct arena *arena, int64_t id, struct member *member,
                        struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_by_id);

    stmt_int(s, id);
    return take_member(s, arena, member, NULL, err);
}

enum fault member_password_hash(struct db *db, struct arena *arena, int64_t id, const char **hash,
                                struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_by_id);
    struct member member;

    stmt_int(s, id);
    return take_member(s, arena, &member, hash, err);
}

QUERY(sql_member_by_key, "SELECT" MEMBER_COLUMNS "FROM members WHERE name_key = $1");

enum fault member_by_name(struct db *db, struct arena *arena, const char *name,
                          struct member *member, const char **password_hash, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_by_key);
    const char *key = text_key(arena, name);

    *password_hash = NULL;
    stmt_text(s, key);
    return take_member(s, arena, member, password_hash, err);
}

QUERY(sql_members_all, "SELECT" MEMBER_COLUMNS "FROM members ORDER BY id");

enum fault members_all(struct db *db, struct arena *arena, struct member **members, size_t *count,
                       struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_members_all);
    size_t room = 64;
    bool row;

    *count = 0;
    *members = ARENA_ARRAY(arena, struct member, room);
    for (;;) {
        TRY(stmt_row(s, &row, err));
        if (!row)
            return FAULT_NONE;
        if (*count == room) {
            struct member *larger = ARENA_ARRAY(arena, struct member, 2 * room);

            for (size_t i = 0; i < room; i++)
                larger[i] = (*members)[i];
            *members = larger;
            room *= 2;
        }
        member_from_row(s, arena, &(*members)[(*count)++]);
    }
}

QUERY(sql_members_admin, "SELECT 1 FROM members"
                         " WHERE role = 'admin' AND state = 'active' LIMIT 1");

enum fault members_have_admin(struct db *db, bool *have, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_members_admin);

    return stmt_row(s, have, err);
}
