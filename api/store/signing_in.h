/* Signing in: the session, and what its way in has to do with it. */
#ifndef MARQUEE_STORE_SIGNING_IN_H
#define MARQUEE_STORE_SIGNING_IN_H

#include "store/sessions.h"

/* How a member showed who they are. */
struct way_in {
    const uint8_t *entry;      /* the hash of their own link; NULL: without it */
    const char *password_hash; /* of the password that they gave; NULL: without one */
};

/* Begins a session of the actor. FAULT_LINK_UNKNOWN: the link is no longer theirs.
 * FAULT_PASSWORD_NEEDED: they are an admin by now, for whom a link alone is not enough.
 * FAULT_SIGN_IN_FAILED: they have another password by now. */
enum fault store_sign_in(struct store *store, struct deed deed, struct way_in way,
                         const struct session_new *new, int64_t *id, struct error *err);

#endif
