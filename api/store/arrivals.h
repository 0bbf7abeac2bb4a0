/* Members who come by themselves: by an invitation, by setting the club up, or where everybody may
 * sign up. */
#ifndef MARQUEE_STORE_ARRIVALS_H
#define MARQUEE_STORE_ARRIVALS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/secret.h"
#include "domain/member.h"
#include "store/club_now.h"
#include "store/sessions.h"
#include "store/store.h"

enum arrival_way { ARRIVAL_INVITATION, ARRIVAL_SET_UP, ARRIVAL_SIGN_UP };

struct arrival {
    enum arrival_way way;
    struct club_now *club;     /* says whether anybody may come this way */
    const char *name;          /* NFC, checked */
    const char *password_hash; /* NULL: none; never by ARRIVAL_SET_UP */
    int64_t invitation_id;     /* of ARRIVAL_INVITATION */
    const char *club_name;     /* of ARRIVAL_SET_UP; NULL: it stays as it is */
    const uint8_t *entry;      /* the hash of the secret in their own link */
    struct session_new session;
    int64_t when;
};

/* Whether the club takes anybody this way. FAULT_INVITATION_OVER: not for now;
 * FAULT_SIGN_UP_CLOSED: not without an invitation, or not for now. */
enum fault arrival_is_allowed(enum arrival_way way, enum sign_up sign_up, struct error *err);

/* Who has come. */
struct arrived {
    struct member member; /* in the arena */
    int64_t session_id;
};

/*
 * Makes the member and their session, one transaction: who sets the club up becomes its admin, who
 * signs up waits to be admitted. FAULT_NAME_TAKEN, with the way back for whoever has that name;
 * FAULT_INVITATION_OVER and FAULT_SIGN_UP_CLOSED, also where an admin has said so since it was
 * asked for; FAULT_LINK_UNKNOWN where there is an admin already. Nothing is used up unless the
 * member is in.
 */
enum fault store_member_arrive(struct store *store, struct arena *arena,
                               const struct arrival *arrival, struct arrived *arrived,
                               struct error *err);

#endif
