/* What a request shows to say who asks, taken out of its headers piece by piece. */
#ifndef MARQUEE_HTTP_CALL_CREDENTIAL_H
#define MARQUEE_HTTP_CALL_CREDENTIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/*
 * The next Bearer token of an Authorization header; `*at` starts as the header's value, which may
 * hold several credentials with commas between them (RFC 9110, 5.3: a proxy may join lines). Other
 * schemes are passed over with all they have in quotes. "": the scheme stands alone. NULL: no more.
 */
const char *credential_next_bearer(struct arena *arena, const char **at);

/* A cookie as it was sent; both parts are borrowed from the header. */
struct cookie {
    const char *name, *value;
    size_t name_length, value_length;
};

/* The next cookie; `*at` starts as the header's value. A name may come more than once (RFC 6265,
 * 5.4: from other paths). False: no more. */
bool credential_next_cookie(const char **at, struct cookie *cookie);

/* Its value, without quotes. */
const char *credential_cookie_value(struct arena *arena, const struct cookie *cookie);

#endif
