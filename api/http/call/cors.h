/* Which site's page a request came from, by its Origin. */
#ifndef MARQUEE_HTTP_CALL_CORS_H
#define MARQUEE_HTTP_CALL_CORS_H

#include "http/call/call.h"

/* The origin that may read the answer, if the request names one that the operator has listed. */
const char *cors_origin(const struct call *call);

/* It names an origin that is ours, or one that the operator has listed. */
bool cors_is_from_us(const struct call *call);

#endif
