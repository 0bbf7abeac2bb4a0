/*
 * The HTTP server: ulfius over libmicrohttpd, a thread per connection (facts and measurements:
 * docs/architecture.md). Only server.c, call.c and reply.c know the framework.
 */
#ifndef MARQUEE_HTTP_EDGE_SERVER_H
#define MARQUEE_HTTP_EDGE_SERVER_H

#include "base/error.h"
#include "http/call/api.h"

struct server;

/* Listens on api->config->listen. `api` is borrowed and outlives the server. */
enum fault server_open(const struct api *api, struct server **server, struct error *err);

/* Stops listening, lets the requests that have begun finish (at most 8 s), then closes. */
void server_close(struct server *server);

/* The port that it listens on (of use where 0 was asked for). */
int server_port(const struct server *server);

#endif
