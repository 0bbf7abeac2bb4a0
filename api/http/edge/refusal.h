/* The answer to a request that is not read to its end. */
#ifndef MARQUEE_HTTP_EDGE_REFUSAL_H
#define MARQUEE_HTTP_EDGE_REFUSAL_H

#include <stdbool.h>

#include "http/edge/exchange.h"

/* Writes the response past the framework, with `Connection: close`. Whatever the client sends from
 * then on is thrown away, for at most two seconds or until it has closed its end; the caller closes
 * the connection. On the connection's own thread. */
void refusal_send(int socket, const struct response *response, bool head_only);

#endif
