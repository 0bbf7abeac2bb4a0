/*
 * An answer past the library: to a request that is not read to its end, or one that goes on as a
 * stream. The connection is to be closed after it, and its head says so.
 */
#ifndef MARQUEE_HTTP_EDGE_BYPASS_H
#define MARQUEE_HTTP_EDGE_BYPASS_H

#include <stdbool.h>

#include "http/edge/exchange.h"

/* Says so, as far as the socket takes it at once. */
void bypass_send(int socket, const struct response *response, bool head_only);

/* The head of a stream, as it goes over the wire. The caller's. */
struct blob *bypass_head(const struct response *response);

#endif
