/* What is done with members. Each is one transaction, with its entries in the activity log. */
#ifndef MARQUEE_STORE_MEMBER_CHANGES_H
#define MARQUEE_STORE_MEMBER_CHANGES_H

#include <stdbool.h>

#include "base/error.h"
#include "domain/deed.h"
#include "domain/member.h"
#include "store/store.h"

struct member_new {
    const char *name; /* NFC, checked */
    enum role role;
    const char *password_hash; /* NULL: none */
    int64_t last_seen_at;      /* 0: never */
};
/* FAULT_NAME_TAKEN when another member's name folds to the same key. */
enum fault store_member_add(struct store *store, struct deed deed, const struct member_new *member,
                            int64_t *id, struct error *err);

/*
 * What is to change of a member; NULL and false leave it. An admin needs a password
 * (FAULT_NEEDS_PASSWORD), and the club an admin who is active (FAULT_LAST_ADMIN).
 */
struct member_change {
    int64_t version;           /* that it must have (FAULT_PRECONDITION), or ANY_VERSION */
    const char *name;          /* NFC, checked */
    const char *password_hash; /* also ends all sessions but `keep_session` */
    bool remove_password;
    /* That the password must still have, or the new one is not set (FAULT_INVALID, which names
     * /current_password): somebody may have changed it since it was checked. NULL: any. */
    const char *current_hash;
    bool end_tokens;      /* with a password, or without one any more: all tokens end as well */
    int64_t keep_session; /* 0: none */
    bool set_color;
    int64_t color; /* its number; 0: the one that follows from the id */
    bool set_language;
    const char *language; /* of the page; NULL: none in particular */
    const enum role *role;
    bool set_limit;
    int64_t limit; /* NO_OWN_LIMIT: the club's */
    /*
     * Active or inactive. Who becomes inactive is signed out at once, and their votes are held
     * (store/held_votes.h); who becomes active again has them back. Active admits who waits.
     */
    const enum member_state *state;
};
enum fault store_member_change(struct store *store, struct deed deed, int64_t id,
                               const struct member_change *change, struct error *err);

/* The member's votes, sessions and tokens go; proposals stay, without a proposer.
 * FAULT_LAST_ADMIN for the last admin. */
enum fault store_member_remove(struct store *store, struct deed deed, int64_t id,
                               struct error *err);

#endif
