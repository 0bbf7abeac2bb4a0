/* The answer to a request that is not read to its end. */
#ifndef MARQUEE_HTTP_CALL_REFUSAL_H
#define MARQUEE_HTTP_CALL_REFUSAL_H

#include "base/error.h"
#include "http/call/api.h"

struct _u_request;

/* Sends the problem that `err` is, past the framework, and logs the request. Whatever the client
 * sends from then on is thrown away, for at most two seconds or until it has closed its end; the
 * caller closes the connection. On the connection's own thread. */
void refuse(const struct api *api, const struct _u_request *request, const char *peer, int socket,
            const struct error *err);

#endif
