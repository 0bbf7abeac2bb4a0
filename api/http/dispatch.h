/* From a request to its answer: routes, gate, handlers, and the page. */
#ifndef MARQUEE_HTTP_DISPATCH_H
#define MARQUEE_HTTP_DISPATCH_H

#include "http/call/api.h"
#include "http/edge/server.h"

/* Starts the server that answers with these parts, which are borrowed and outlive it. */
enum fault dispatch_open(const struct api *api, struct server **server, struct error *err);

#endif
