/* Conditions on entity tags (RFC 9110, 8.8.3 and 13.1). */
#ifndef MARQUEE_HTTP_CALL_ETAG_H
#define MARQUEE_HTTP_CALL_ETAG_H

#include <stdbool.h>

/* How two tags are compared: strongly, a weak one (W/) is like no other. */
enum etag_comparison { ETAG_STRONGLY, ETAG_WEAKLY };

/* The list names the tag, or that of its compressed form (reply.c); `tag` stands without quotes.
 * What is no tag in it is passed over. */
bool etag_is_listed(const char *list, const char *tag, enum etag_comparison comparison);

/* The value is a star and nothing else: whatever there is. */
bool etag_is_any(const char *value);

#endif
