/* What a client's Accept header, or one of its kin, says (RFC 9110, 12.5). */
#ifndef MARQUEE_HTTP_CALL_ACCEPT_H
#define MARQUEE_HTTP_CALL_ACCEPT_H

#include <stdbool.h>

#include "http/call/syntax.h"

/* One item of it, borrowed from the header. */
struct accepted {
    struct piece name;
    int weight; /* thousandths; 0: it is refused */
};

/* The next item; `*header` starts as the header's value, which may be NULL. A weight that is none
 * counts as 1. False: no more. */
bool accept_next(const char **header, struct accepted *item);

/* It is named, in any case of letters, and not refused with q=0. Wildcards name nothing; NULL is
 * an absent header. */
bool accept_names(const char *header, const char *name);

#endif
