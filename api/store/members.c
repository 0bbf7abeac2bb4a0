#include "store/members.h"

#include "base/text.h"
#include "store/acting.h"
#include "store/activity.h"
#include "store/rows.h"
#include "store/sessions.h"

#define MEMBER_COLUMNS                                                                             \
    " id, name, color, role, state, proposal_limit, password_hash, created_at,"                    \
    " (SELECT count(*) FROM proposals WHERE proposer_id = members.id AND status = 'open') "

static void member_from_row(struct stmt *s, struct arena *arena, struct member *member)
{
    member->id = stmt_col_int(s, 0);
    member->name = row_text(s, 1, arena);
    member->color = member_color(member->id, stmt_col_int(s, 2));
    member->has_own_color = !stmt_col_is_null(s, 2);
    role_parse(stmt_col_text(s, 3), &member->role);
    member_state_parse(stmt_col_text(s, 4), &member->state);
    member->own_limit = stmt_col_is_null(s, 5) ? NO_OWN_LIMIT : stmt_col_int(s, 5);
    member->has_password = !stmt_col_is_null(s, 6);
    member->created_at = stmt_col_int(s, 7);
    member->open_proposals = stmt_col_int(s, 8);
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

QUERY(sql_members_any, "SELECT 1 FROM members LIMIT 1");

enum fault members_exist(struct db *db, bool *exist, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_members_any);

    return stmt_row(s, exist, err);
}

struct member_unit {
    struct arena arena; /* for the folded key */
    const struct member_new *new;
    const struct member_change *change;
    struct deed deed;
    int64_t id;
};

/* The unique key was hit: say it in the words of the rule. */
static enum fault explain_name(enum fault fault, const char *name, struct error *err)
{
    if (fault != FAULT_CONFLICT)
        return fault;
    error_set(err, FAULT_NAME_TAKEN, "Somebody else is already called %s.", name);
    error_param_text(err, "name", name);
    error_point(err, "body", "/name", FLAW_TAKEN);
    return FAULT_NAME_TAKEN;
}

static enum fault note_member(struct db *db, const struct member_unit *unit, struct happening what,
                              struct error *err)
{
    what.member_id = unit->id;
    return activity_add(db, unit->deed, &what, err);
}

/* What is as it was before is no deed. */
static enum fault note_if_changed(struct db *db, const struct member_unit *unit,
                                  struct happening what, struct error *err)
{
    return db_changes(db) == 0 ? FAULT_NONE : note_member(db, unit, what, err);
}

CHANGE(sql_member_add, TOPIC_MEMBERS,
       "INSERT INTO members (name, name_key, role, password_hash, created_at)"
       " VALUES ($1, $2, $3, $4, $5) RETURNING id");

static enum fault add_member_unit(struct db *db, void *context, struct error *err)
{
    struct member_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_add);

    stmt_text(s, unit->new->name);
    stmt_text(s, text_key(&unit->arena, unit->new->name));
    stmt_text(s, role_name(unit->new->role));
    stmt_text(s, unit->new->password_hash);
    stmt_int(s, unit->deed.when);
    TRY(explain_name(stmt_number(s, &unit->id, err), unit->new->name, err));
    TRY(note_member(db, unit, (struct happening){.kind = ACTIVITY_JOINED, .text = "host"}, err));
    if (unit->new->role == ROLE_MEMBER)
        return FAULT_NONE;
    return note_member(
        db, unit, (struct happening){.kind = ACTIVITY_ROLE, .text = role_name(unit->new->role)},
        err);
}

enum fault store_member_add(struct store *store, struct deed deed, const struct member_new *member,
                            int64_t *id, struct error *err)
{
    struct member_unit unit = {.deed = deed, .new = member};
    enum fault fault = store_act(store, deed, add_member_unit, &unit, err);

    arena_release(&unit.arena);
    *id = unit.id;
    return fault;
}

QUERY(sql_admins_count, "SELECT count(*) FROM members WHERE role = 'admin'");

/* A club without an admin could not be run any more. */
static enum fault must_not_be_last_admin(struct db *db, struct arena *arena, int64_t id,
                                         struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_admins_count);
    struct member member;
    int64_t admins;

    TRY(member_by_id(db, arena, id, &member, err));
    TRY(stmt_number(s, &admins, err));
    if (member.role != ROLE_ADMIN || admins > 1)
        return FAULT_NONE;
    error_set(err, FAULT_LAST_ADMIN, "%s is the last admin. Make somebody else an admin first.",
              member.name);
    error_param_text(err, "name", member.name);
    return FAULT_LAST_ADMIN;
}

CHANGE(sql_member_rename, TOPIC_PAGE | TOPIC_MEMBERS | TOPIC_CREDENTIALS,
       "UPDATE members SET name = $2, name_key = $3 WHERE id = $1 AND name <> $2");

static enum fault rename_member(struct db *db, struct member_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_rename);
    const char *name = unit->change->name;

    stmt_int(s, unit->id);
    stmt_text(s, name);
    stmt_text(s, text_key(&unit->arena, name));
    TRY(explain_name(stmt_run(s, err), name, err));
    return note_if_changed(db, unit, (struct happening){.kind = ACTIVITY_RENAMED}, err);
}

CHANGE(sql_member_set_password, TOPIC_NONE, "UPDATE members SET password_hash = $2 WHERE id = $1");

static enum fault set_password(struct db *db, struct member_unit *unit, struct error *err)
{
    auto_stmt struct stmt *password = db_stmt(db, &sql_member_set_password);

    stmt_int(password, unit->id);
    stmt_text(password, unit->change->password_hash);
    TRY(stmt_run(password, err));
    TRY(sessions_remove_others(db, unit->id, unit->change->keep_session, err));
    return note_member(db, unit, (struct happening){.kind = ACTIVITY_PASSWORD_SET}, err);
}

CHANGE(sql_member_set_role, TOPIC_MEMBERS | TOPIC_CREDENTIALS,
       "UPDATE members SET role = $2 WHERE id = $1 AND role <> $2");

/* A password that comes with the same change is set before. */
static enum fault set_role(struct db *db, struct member_unit *unit, bool has_password,
                           struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_set_role);

    if (*unit->change->role == ROLE_ADMIN && !has_password)
        return error_set(err, FAULT_INVALID,
                         "An admin needs a password. Set one first, with `marquee member passwd`.");
    if (*unit->change->role != ROLE_ADMIN)
        TRY(must_not_be_last_admin(db, &unit->arena, unit->id, err));
    stmt_int(s, unit->id);
    stmt_text(s, role_name(*unit->change->role));
    TRY(stmt_run(s, err));
    return note_if_changed(
        db, unit, (struct happening){.kind = ACTIVITY_ROLE, .text = role_name(*unit->change->role)},
        err);
}

CHANGE(sql_member_set_limit, TOPIC_MEMBERS,
       "UPDATE members SET proposal_limit = $2"
       " WHERE id = $1 AND proposal_limit IS DISTINCT FROM $2");

static enum fault set_limit(struct db *db, struct member_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_set_limit);

    stmt_int(s, unit->id);
    if (unit->change->limit != NO_OWN_LIMIT)
        stmt_int(s, unit->change->limit);
    TRY(stmt_run(s, err));
    return note_if_changed(
        db, unit, (struct happening){.kind = ACTIVITY_LIMIT, .number = unit->change->limit}, err);
}

static enum fault change_unit(struct db *db, void *context, struct error *err)
{
    struct member_unit *unit = context;
    const struct member_change *change = unit->change;
    struct member member;

    TRY(member_by_id(db, &unit->arena, unit->id, &member, err));
    if (change->name != NULL)
        TRY(rename_member(db, unit, err));
    if (change->password_hash != NULL)
        TRY(set_password(db, unit, err));
    if (change->role != NULL)
        TRY(set_role(db, unit, member.has_password || change->password_hash != NULL, err));
    return change->set_limit ? set_limit(db, unit, err) : FAULT_NONE;
}

enum fault store_member_change(struct store *store, struct deed deed, int64_t id,
                               const struct member_change *change, struct error *err)
{
    struct member_unit unit = {.deed = deed, .change = change, .id = id};
    enum fault fault = store_act(store, deed, change_unit, &unit, err);

    arena_release(&unit.arena);
    return fault;
}

CHANGE(sql_member_remove, TOPIC_PAGE | TOPIC_MEMBERS | TOPIC_CREDENTIALS,
       "DELETE FROM members WHERE id = $1");

static enum fault remove_member_unit(struct db *db, void *context, struct error *err)
{
    struct member_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_remove);

    TRY(must_not_be_last_admin(db, &unit->arena, unit->id, err));
    TRY(note_member(db, unit,
                    (struct happening){.kind = unit->deed.actor.member_id == unit->id
                                                   ? ACTIVITY_LEFT
                                                   : ACTIVITY_REMOVED},
                    err));
    stmt_int(s, unit->id);
    return stmt_run(s, err);
}

enum fault store_member_remove(struct store *store, struct deed deed, int64_t id, struct error *err)
{
    struct member_unit unit = {.deed = deed, .id = id};
    enum fault fault = store_act(store, deed, remove_member_unit, &unit, err);

    arena_release(&unit.arena);
    return fault;
}
