#include "store/acting.h"

#include "store/rows.h"

struct act {
    struct deed deed;
    writer_unit unit;
    void *context;
};

QUERY(sql_actor, "SELECT role, state FROM members WHERE id = $1");

static enum fault must_be_in(struct db *db, struct actor actor, struct error *err)
{
    auto_stmt struct stmt *s = db_stmt(db, &sql_actor);
    enum member_state state;
    enum role role;
    bool row;

    stmt_int(s, actor.member_id);
    TRY(stmt_row(s, &row, err));
    if (!row)
        return error_set(err, FAULT_UNAUTHENTICATED, "You are no longer a member of the club.");
    role_parse(stmt_col_text(s, 0), &role);
    member_state_parse(stmt_col_text(s, 1), &state);
    if (state == MEMBER_INACTIVE)
        return error_set(err, FAULT_DEACTIVATED,
                         "An admin has deactivated you. Ask an admin to let you in again.");
    if (actor.role == ROLE_ADMIN && role != ROLE_ADMIN)
        return error_set(err, FAULT_FORBIDDEN, "You are no longer an admin of the club.");
    return FAULT_NONE;
}

static enum fault act_unit(struct db *db, void *context, struct error *err)
{
    const struct act *act = context;

    if (act->deed.actor.member_id != 0)
        TRY(must_be_in(db, act->deed.actor, err));
    return act->unit(db, act->context, err);
}

enum fault store_act(struct store *store, struct deed deed, writer_unit unit, void *context,
                     struct error *err)
{
    struct act act = {.deed = deed, .unit = unit, .context = context};

    return store_write(store, act_unit, &act, err);
}

enum fault store_act_large(struct store *store, struct deed deed, writer_unit unit, void *context,
                           struct error *err)
{
    struct act act = {.deed = deed, .unit = unit, .context = context};

    return store_write_large(store, act_unit, &act, err);
}
