#include "http/call/door.h"

#include <string.h>

#include "http/call/attempt.h"
#include "store/arrivals.h"
#include "store/invitations.h"
#include "store/set_up.h"

static enum fault find_invitation(struct call *call, const uint8_t hash[HASH_BYTES],
                                  struct invitation *invitation, struct error *err)
{
    enum invitation_state state;
    struct error missing;
    enum fault fault;
    struct db *db;

    error_init(&missing);
    TRY(call_db(call, &db, err));
    fault = invitation_by_hash(db, &call->arena, hash, invitation, &missing);
    if (fault == FAULT_NOT_FOUND)
        return attempt_wrong_link(call, err);
    if (fault != FAULT_NONE) {
        *err = missing;
        return fault;
    }
    state = invitation_state(invitation, call->now);
    if (state != INVITATION_OPEN)
        return invitation_over(invitation_state_name(state), err);
    return arrival_is_allowed(ARRIVAL_INVITATION, call_club(call)->settings.sign_up, err);
}

static enum fault find_set_up(struct call *call, struct error *err)
{
    struct db *db;

    TRY(call_db(call, &db, err));
    return set_up_is_due(db, err);
}

enum fault door_find(struct call *call, const char *secret, struct door *door, struct error *err)
{
    uint8_t hash[HASH_BYTES];

    hash_bytes(secret, strlen(secret), hash);
    *door = (struct door){.kind = DOOR_INVITATION};
    if (!set_up_matches(call->api->set_up, hash))
        return find_invitation(call, hash, &door->invitation, err);
    door->kind = DOOR_SET_UP;
    return find_set_up(call, err);
}
