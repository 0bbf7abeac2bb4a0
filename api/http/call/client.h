/* Whose a request is that comes through proxies. */
#ifndef MARQUEE_HTTP_CALL_CLIENT_H
#define MARQUEE_HTTP_CALL_CLIENT_H

#include "http/call/api.h"
#include "http/edge/exchange.h"

/*
 * The peer; where that is a proxy that is believed, the last address of X-Forwarded-For that is no
 * such proxy itself. Each of them says who asked it, so what stands further to the left is
 * anybody's word. What can't be read ends the search: then the request is that of the proxy that
 * wrote it, and the log says so, once. `context` is the struct api.
 */
struct ip client_of(const void *context, const struct request *request);

/* A proxy that is believed. */
bool client_is_proxy(const struct api *api, const struct ip *ip);

#endif
