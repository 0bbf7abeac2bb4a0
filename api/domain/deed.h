/* Who does something, and when. It comes with every write that a person asks for, so that whatever
 * is to be said of it can be written in the same transaction. */
#ifndef MARQUEE_DOMAIN_DEED_H
#define MARQUEE_DOMAIN_DEED_H

#include <stdint.h>

#include "domain/member.h"

struct actor {
    int64_t member_id; /* 0: the operator, at a terminal, or the server by itself */
    enum role role;
};

struct deed {
    struct actor actor;
    int64_t when; /* seconds since the epoch */
};

/* The operator may do what an admin may. */
static inline struct deed deed_of_operator(int64_t when)
{
    return (struct deed){.actor = {.role = ROLE_ADMIN}, .when = when};
}

#endif
