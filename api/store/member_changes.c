#include "store/member_changes.h"

#include <string.h>

#include "base/text.h"
#include "store/acting.h"
#include "store/activity.h"
#include "store/entries.h"
#include "store/held_votes.h"
#include "store/members.h"
#include "store/rows.h"
#include "store/sessions.h"
#include "store/tokens.h"

struct member_unit {
    struct arena arena;
    const struct member_new *new;
    const struct member_change *change;
    struct deed deed;
    int64_t id;
    struct member before;
};

static enum fault note(struct db *db, const struct member_unit *unit, enum activity_kind kind,
                       const char *text, struct error *err)
{
    return activity_add(db, unit->deed,
                        &(struct happening){.kind = kind, .member_id = unit->id, .text = text},
                        err);
}

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

/* ---- adding -------------------------------------------------------------------------------- */

CHANGE(sql_member_add, TOPIC_MEMBERS | TOPIC_PASSWORDS,
       "INSERT INTO members (name, name_key, role, password_hash, created_at, last_seen_at)"
       " VALUES ($1, $2, $3, $4, $5, nullif($6, 0)) RETURNING id");

static enum fault add_member_unit(struct db *db, void *context, struct error *err)
{
    struct member_unit *unit = context;
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_add);

    stmt_text(s, unit->new->name);
    stmt_text(s, text_key(&unit->arena, unit->new->name));
    stmt_text(s, role_name(unit->new->role));
    stmt_text(s, unit->new->password_hash);
    stmt_int(s, unit->deed.when);
    stmt_int(s, unit->new->last_seen_at);
    TRY(explain_name(stmt_number(s, &unit->id, err), unit->new->name, err));
    TRY(note(db, unit, ACTIVITY_JOINED, "host", err));
    return unit->new->role == ROLE_MEMBER
               ? FAULT_NONE
               : note(db, unit, ACTIVITY_ROLE, role_name(unit->new->role), err);
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

/* ---- what the member is -------------------------------------------------------------------- */

CHANGE(sql_member_rename, TOPIC_PAGE | TOPIC_MEMBERS | TOPIC_CREDENTIALS,
       "UPDATE members SET name = $2, name_key = $3 WHERE id = $1");

static enum fault rename_member(struct db *db, struct member_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_rename);
    const char *name = unit->change->name;

    if (name == NULL || strcmp(name, unit->before.name) == 0)
        return FAULT_NONE;
    stmt_int(s, unit->id);
    stmt_text(s, name);
    stmt_text(s, text_key(&unit->arena, name));
    TRY(explain_name(stmt_run(s, err), name, err));
    return note(db, unit, ACTIVITY_RENAMED, NULL, err);
}

CHANGE(sql_member_set_color, TOPIC_PAGE | TOPIC_MEMBERS | TOPIC_CREDENTIALS,
       "UPDATE members SET color = $2 WHERE id = $1");

static enum fault set_color(struct db *db, struct member_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_set_color);

    if (!unit->change->set_color || unit->change->color == unit->before.own_color)
        return FAULT_NONE;
    stmt_int(s, unit->id);
    stmt_int_or_null(s, unit->change->color);
    TRY(stmt_run(s, err));
    return note(db, unit, ACTIVITY_COLOR, NULL, err);
}

CHANGE(sql_member_set_language, TOPIC_CREDENTIALS,
       "UPDATE members SET language = $2 WHERE id = $1");

/* Nobody else sees it: the log has no entry. */
static enum fault set_language(struct db *db, const struct member_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_set_language);

    if (!unit->change->set_language)
        return FAULT_NONE;
    stmt_int(s, unit->id);
    stmt_text(s, unit->change->language);
    return stmt_run(s, err);
}

CHANGE(sql_member_set_password, TOPIC_PASSWORDS,
       "UPDATE members SET password_hash = $2 WHERE id = $1");

/* Another one may have been set since this was checked, to lock out whoever knows this one. */
static enum fault password_is_current(struct db *db, struct member_unit *unit, struct error *err)
{
    const char *wanted = unit->change->current_hash, *hash;

    if (wanted == NULL)
        return FAULT_NONE;
    TRY(member_password_hash(db, &unit->arena, unit->id, &hash, err));
    return hash != NULL && strcmp(hash, wanted) == 0
               ? FAULT_NONE
               : error_field(err, "body", "/current_password", FLAW_WRONG_PASSWORD);
}

/* Whatever is known of the one before must not let anybody in any more. */
static enum fault set_password(struct db *db, struct member_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_set_password);
    const char *hash = unit->change->password_hash;

    if (hash == NULL && !(unit->change->remove_password && unit->before.has_password))
        return FAULT_NONE;
    stmt_int(s, unit->id);
    stmt_text(s, hash);
    TRY(stmt_run(s, err));
    TRY(sessions_remove_others(db, unit->id, unit->change->keep_session, err));
    if (unit->change->end_tokens)
        TRY(tokens_remove_of(db, unit->deed, unit->id, err));
    return note(db, unit, hash == NULL ? ACTIVITY_PASSWORD_REMOVED : ACTIVITY_PASSWORD_SET, NULL,
                err);
}

CHANGE(sql_member_set_limit, TOPIC_MEMBERS, "UPDATE members SET proposal_limit = $2 WHERE id = $1");

static enum fault set_limit(struct db *db, struct member_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_set_limit);

    if (!unit->change->set_limit || unit->change->limit == unit->before.own_limit)
        return FAULT_NONE;
    stmt_int(s, unit->id);
    if (unit->change->limit != NO_OWN_LIMIT)
        stmt_int(s, unit->change->limit);
    TRY(stmt_run(s, err));
    return activity_add(db, unit->deed,
                        &(struct happening){.kind = ACTIVITY_LIMIT,
                                            .member_id = unit->id,
                                            .number = unit->change->limit},
                        err);
}

/* ---- role and state ------------------------------------------------------------------------ */

QUERY(sql_admins_others, "SELECT count(*) FROM members"
                         " WHERE role = 'admin' AND state = 'active' AND id <> $1");

/* A club without an admin could not be run any more. */
static enum fault another_admin_stays(struct db *db, const struct member *member, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_admins_others);
    int64_t others;

    if (member->role != ROLE_ADMIN || member->state != MEMBER_ACTIVE)
        return FAULT_NONE;
    stmt_int(s, member->id);
    TRY(stmt_number(s, &others, err));
    if (others > 0)
        return FAULT_NONE;
    error_set(err, FAULT_LAST_ADMIN, "%s is the last admin. Make somebody else an admin first.",
              member->name);
    error_param_text(err, "name", member->name);
    return FAULT_LAST_ADMIN;
}

/* As it will be after the change. */
static enum fault admin_has_password(const struct member_unit *unit, struct error *err)
{
    const struct member_change *change = unit->change;
    enum role role = change->role == NULL ? unit->before.role : *change->role;
    bool has_password =
        change->password_hash != NULL || (unit->before.has_password && !change->remove_password);
    bool decides = change->role != NULL || change->remove_password;

    if (!decides || role != ROLE_ADMIN || has_password)
        return FAULT_NONE;
    error_set(err, FAULT_NEEDS_PASSWORD, "An admin needs a password, and %s has none.",
              unit->before.name);
    error_param_text(err, "name", unit->before.name);
    return FAULT_NEEDS_PASSWORD;
}

/* Who has no password needs a link of their own to come back. */
static enum fault way_back_stays(struct db *db, struct member_unit *unit, struct error *err)
{
    struct entry link;

    if (!unit->change->remove_password || !unit->before.has_password)
        return FAULT_NONE;
    TRY(entry_of(db, &unit->arena, unit->id, &link, err));
    return link.made_at != 0
               ? FAULT_NONE
               : error_set(err, FAULT_NO_WAY_BACK,
                           "Without a password you need your own link. Make one first.");
}

CHANGE(sql_member_set_role, TOPIC_MEMBERS | TOPIC_CREDENTIALS,
       "UPDATE members SET role = $2 WHERE id = $1");

static enum fault set_role(struct db *db, struct member_unit *unit, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_set_role);
    const enum role *role = unit->change->role;

    if (role == NULL || *role == unit->before.role)
        return FAULT_NONE;
    TRY(another_admin_stays(db, &unit->before, err));
    stmt_int(s, unit->id);
    stmt_text(s, role_name(*role));
    TRY(stmt_run(s, err));
    return note(db, unit, ACTIVITY_ROLE, role_name(*role), err);
}

CHANGE(sql_member_set_state, TOPIC_PAGE | TOPIC_MEMBERS | TOPIC_CREDENTIALS,
       "UPDATE members SET state = $2 WHERE id = $1");

static enum fault deactivate(struct db *db, struct member_unit *unit, struct error *err)
{
    TRY(another_admin_stays(db, &unit->before, err));
    TRY(held_votes_take(db, unit->id, err));
    TRY(sessions_remove_others(db, unit->id, 0, err));
    return note(db, unit, ACTIVITY_DEACTIVATED, NULL, err);
}

static enum fault activate(struct db *db, struct member_unit *unit, struct error *err)
{
    if (unit->before.state == MEMBER_WAITING)
        return note(db, unit, ACTIVITY_ADMITTED, NULL, err);
    TRY(held_votes_give_back(db, unit->id, err));
    return note(db, unit, ACTIVITY_REACTIVATED, NULL, err);
}

/* An admin who waited could let nobody in, themselves least of all. */
static bool admits_by_role(const struct member_unit *unit)
{
    const enum role *role = unit->change->role;

    return unit->before.state == MEMBER_WAITING && role != NULL && *role == ROLE_ADMIN;
}

static enum fault set_state(struct db *db, struct member_unit *unit, struct error *err)
{
    static const enum member_state active = MEMBER_ACTIVE;
    auto_stmt struct stmt *s = db_stmt(db, &sql_member_set_state);
    const enum member_state *state = unit->change->state;

    if (state == NULL && admits_by_role(unit))
        state = &active;
    if (state == NULL || *state == unit->before.state)
        return FAULT_NONE;
    TRY(*state == MEMBER_INACTIVE ? deactivate(db, unit, err) : activate(db, unit, err));
    stmt_int(s, unit->id);
    stmt_text(s, member_state_name(*state));
    return stmt_run(s, err);
}

/* ---- all of it ----------------------------------------------------------------------------- */

static enum fault change_unit(struct db *db, void *context, struct error *err)
{
    struct member_unit *unit = context;

    db_touch(db, unit->id);
    TRY(member_by_id(db, &unit->arena, unit->id, &unit->before, err));
    if (unit->change->version != ANY_VERSION)
        TRY(version_must_be(unit->change->version, unit->before.version, err));
    TRY(password_is_current(db, unit, err));
    TRY(admin_has_password(unit, err));
    TRY(way_back_stays(db, unit, err));
    TRY(rename_member(db, unit, err));
    TRY(set_color(db, unit, err));
    TRY(set_language(db, unit, err));
    TRY(set_password(db, unit, err));
    TRY(set_limit(db, unit, err));
    TRY(set_role(db, unit, err));
    return set_state(db, unit, err);
}

enum fault store_member_change(struct store *store, struct deed deed, int64_t id,
                               const struct member_change *change, struct error *err)
{
    struct member_unit unit = {.deed = deed, .change = change, .id = id};
    enum fault fault = store_act(store, deed, change_unit, &unit, err);

    arena_release(&unit.arena);
    return fault;
}

CHANGE(sql_member_remove, TOPIC_PAGE | TOPIC_MEMBERS | TOPIC_CREDENTIALS | TOPIC_PASSWORDS,
       "DELETE FROM members WHERE id = $1");

/* The log says so first: it takes out the name of whoever is gone. */
static enum fault remove_member_unit(struct db *db, void *context, struct error *err)
{
    struct member_unit *unit = context;
    bool leaves = unit->deed.actor.member_id == unit->id;

    TRY(member_by_id(db, &unit->arena, unit->id, &unit->before, err));
    TRY(another_admin_stays(db, &unit->before, err));
    TRY(note(db, unit, leaves ? ACTIVITY_LEFT : ACTIVITY_REMOVED, NULL, err));
    db_touch(db, unit->id);
    return run_number(db, &sql_member_remove, unit->id, err);
}

enum fault store_member_remove(struct store *store, struct deed deed, int64_t id, struct error *err)
{
    struct member_unit unit = {.deed = deed, .id = id};
    enum fault fault = store_act(store, deed, remove_member_unit, &unit, err);

    arena_release(&unit.arena);
    return fault;
}
