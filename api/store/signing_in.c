#include "store/signing_in.h"

#include <string.h>

#include "store/acting.h"
#include "store/activity.h"
#include "store/entries.h"
#include "store/members.h"

struct sign_in_unit {
    struct arena arena;
    struct deed deed;
    struct way_in way;
    const struct session_new *new;
    int64_t id;
};

/* The link may have been renewed, and its owner made an admin, since it was looked up. */
static enum fault use_link(struct db *db, struct sign_in_unit *unit, struct error *err)
{
    struct member member;

    TRY(entry_use(db, unit->deed, unit->way.entry, unit->new->user_agent, err));
    TRY(member_by_id(db, &unit->arena, unit->deed.actor.member_id, &member, err));
    return member.role == ROLE_ADMIN && unit->way.password_hash == NULL ? entry_needs_password(err)
                                                                        : FAULT_NONE;
}

/* Another one may have been set since this was checked, to lock out whoever knows this one. */
static enum fault password_still_holds(struct db *db, struct sign_in_unit *unit, struct error *err)
{
    const char *hash;

    if (unit->way.password_hash == NULL)
        return FAULT_NONE;
    TRY(member_password_hash(db, &unit->arena, unit->deed.actor.member_id, &hash, err));
    return hash != NULL && strcmp(hash, unit->way.password_hash) == 0
               ? FAULT_NONE
               : error_set(err, FAULT_SIGN_IN_FAILED, "No member has this name and password.");
}

/* Signing in again where one sits already is no news. */
static enum fault tell_of_device(struct db *db, const struct sign_in_unit *unit, struct error *err)
{
    const struct happening what = {.kind = ACTIVITY_SIGNED_IN,
                                   .member_id = unit->deed.actor.member_id,
                                   .text = unit->new->user_agent};

    return unit->new->replaces != 0 ? FAULT_NONE : activity_add(db, unit->deed, &what, err);
}

static enum fault sign_in_unit(struct db *db, void *context, struct error *err)
{
    struct sign_in_unit *unit = context;

    if (unit->way.entry != NULL)
        TRY(use_link(db, unit, err));
    TRY(password_still_holds(db, unit, err));
    TRY(session_add(db, unit->deed, unit->new, &unit->id, err));
    return tell_of_device(db, unit, err);
}

enum fault store_sign_in(struct store *store, struct deed deed, struct way_in way,
                         const struct session_new *new, int64_t *id, struct error *err)
{
    struct sign_in_unit unit = {.deed = deed, .way = way, .new = new};
    enum fault fault = store_act(store, deed, sign_in_unit, &unit, err);

    arena_release(&unit.arena);
    *id = unit.id;
    return fault;
}
