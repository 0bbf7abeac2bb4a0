/* What a client's Accept header, or one of its kin, says of one thing (RFC 9110, 12.5). */
#ifndef MARQUEE_HTTP_CALL_ACCEPT_H
#define MARQUEE_HTTP_CALL_ACCEPT_H

#include <stdbool.h>

/* It is named, in any case of letters, and not refused with q=0. Wildcards name nothing; NULL is
 * an absent header. */
bool accept_names(const char *header, const char *name);

#endif
