/*
 * An answer past the library: to a request that is not read to its end. The connection is to be
 * closed after it.
 */
#ifndef MARQUEE_HTTP_EDGE_REFUSAL_H
#define MARQUEE_HTTP_EDGE_REFUSAL_H

#include <stdbool.h>

#include "http/edge/exchange.h"

/* Says so, as far as the socket takes it at once. */
void refusal_send(int socket, const struct response *response, bool head_only);

#endif
