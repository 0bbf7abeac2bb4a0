/* An invitation: a link by which so many people may join, until it ends. */
#ifndef MARQUEE_DOMAIN_INVITATION_H
#define MARQUEE_DOMAIN_INVITATION_H

#include <stdint.h>

#include "base/clock.h"
#include "base/secret.h"
#include "domain/member.h"

enum {
    INVITATION_NOTE_MAX = 200, /* characters */
    INVITATION_USES_MAX = 1000,
    INVITATION_DAYS_MAX = 365,
    /* Made so many seconds ahead of now, the clock was wrong then, and so is its end: it's over. */
    INVITATION_CLOCK_STEP = DAY
};

enum invitation_state {
    INVITATION_OPEN,
    INVITATION_USED_UP,
    INVITATION_EXPIRED,
    INVITATION_REVOKED
};

/* Strings are borrowed. */
struct invitation {
    int64_t id;
    const char *note;      /* for whom it is; NULL: not said */
    int64_t max_uses;      /* 0: any number */
    int64_t uses;          /* how many have joined by it */
    int64_t expires_at;    /* 0: never */
    int64_t revoked_at;    /* 0: not revoked */
    struct person creator; /* 0: the operator, or somebody who has left */
    int64_t created_at;
    uint8_t hash[HASH_BYTES]; /* of the secret in its link */
};

enum invitation_state invitation_state(const struct invitation *invitation, int64_t now);

/* "open", "used_up", "expired" or "revoked". */
const char *invitation_state_name(enum invitation_state state);

#endif
