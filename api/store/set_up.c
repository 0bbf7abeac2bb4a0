#include "store/set_up.h"

#include <string.h>

#include "store/members.h"

void set_up_init(struct set_up *set_up)
{
    secret_new(set_up->secret);
    hash_bytes(set_up->secret, strlen(set_up->secret), set_up->hash);
}

void set_up_release(struct set_up *set_up)
{
    secret_wipe(set_up, sizeof(*set_up));
}

bool set_up_matches(const struct set_up *set_up, const uint8_t hash[HASH_BYTES])
{
    return hash_equal(set_up->hash, hash);
}

enum fault set_up_is_due(struct db *db, struct error *err)
{
    bool is_set_up;

    TRY(members_have_admin(db, &is_set_up, err));
    return is_set_up
               ? error_set(err, FAULT_LINK_UNKNOWN,
                           "This club is set up already. Sign in, or ask an admin to invite you.")
               : FAULT_NONE;
}
