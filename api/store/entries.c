#include "store/entries.h"

#include "store/acting.h"
#include "store/activity.h"
#include "store/members.h"
#include "store/rows.h"
#include "store/sessions.h"

QUERY(sql_entry_of, "SELECT made_at, used_at, user_agent FROM entries WHERE member_id = $1");

enum fault entry_of(struct db *db, struct arena *arena, int64_t member_id, struct entry *entry,
                    struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_entry_of);
    bool row;

    *entry = (struct entry){0};
    stmt_int(s, member_id);
    TRY(stmt_row(s, &row, err));
    if (row)
        *entry = (struct entry){.made_at = stmt_col_int(s, 0),
                                .used_at = stmt_col_int(s, 1),
                                .user_agent = row_text(s, 2, arena)};
    return FAULT_NONE;
}

static enum fault unknown_link(struct error *err)
{
    return error_set(err, FAULT_LINK_UNKNOWN,
                     "This link doesn't work. There may be a newer one that took its place.");
}

enum fault entry_needs_password(struct error *err)
{
    return error_set(err, FAULT_PASSWORD_NEEDED,
                     "This link is an admin's. It opens the seat only with the password.");
}

QUERY(sql_entry_find, "SELECT member_id FROM entries WHERE secret_hash = $1");

enum fault entry_find(struct db *db, struct arena *arena, const uint8_t hash[HASH_BYTES],
                      struct member *member, const char **password_hash, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_entry_find);
    int64_t id;

    stmt_blob(s, hash, HASH_BYTES);
    TRY(number_or_zero(s, &id, err));
    if (id == 0)
        return unknown_link(err);
    TRY(member_by_id(db, arena, id, member, err));
    return member_password_hash(db, arena, id, password_hash, err);
}

CHANGE(sql_entry_set, TOPIC_NONE,
       "INSERT INTO entries (member_id, secret_hash, made_at) VALUES ($1, $2, $3)"
       " ON CONFLICT (member_id) DO UPDATE SET secret_hash = excluded.secret_hash,"
       " made_at = excluded.made_at, used_at = NULL, user_agent = NULL");

enum fault entry_set(struct db *db, struct deed deed, int64_t member_id,
                     const uint8_t hash[HASH_BYTES], struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_entry_set);

    stmt_int(s, member_id);
    stmt_blob(s, hash, HASH_BYTES);
    stmt_int(s, deed.when);
    return stmt_run(s, err);
}

/* The clock may have been set back since it was made. */
CHANGE(sql_entry_use, TOPIC_NONE,
       "UPDATE entries SET used_at = CASE WHEN $3 < made_at THEN made_at ELSE $3 END,"
       " user_agent = $4 WHERE member_id = $1 AND secret_hash = $2");

enum fault entry_use(struct db *db, struct deed deed, const uint8_t hash[HASH_BYTES],
                     const char *user_agent, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_entry_use);

    stmt_int(s, deed.actor.member_id);
    stmt_blob(s, hash, HASH_BYTES);
    stmt_int(s, deed.when);
    stmt_text(s, user_agent);
    TRY(stmt_run(s, err));
    return db_changes(db) == 1 ? FAULT_NONE : unknown_link(err);
}

struct entry_unit {
    struct deed deed;
    const struct entry_new *new;
};

static enum fault set_entry_unit(struct db *db, void *context, struct error *err)
{
    const struct entry_unit *unit = context;

    const struct entry_new *new = unit->new;

    TRY(entry_set(db, unit->deed, new->member_id, new->hash, err));
    TRY(activity_add(db, unit->deed,
                     &(struct happening){.kind = ACTIVITY_ENTRY_MADE, .member_id = new->member_id},
                     err));
    return new->end_sessions ? sessions_end_all_but(db, unit->deed, new->member_id, new->kept, err)
                             : FAULT_NONE;
}

enum fault store_entry_set(struct store *store, struct deed deed, const struct entry_new *entry,
                           struct error *err)
{
    struct entry_unit unit = {.deed = deed, .new = entry};

    return store_act(store, deed, set_entry_unit, &unit, err);
}
