/*
 * The HTTP server: event loops of libmicrohttpd, started through ulfius (facts and measurements:
 * docs/architecture.md). This room alone knows the two: it reads requests, asks for their answers
 * through a few functions, and sends what those say.
 */
#ifndef MARQUEE_HTTP_EDGE_SERVER_H
#define MARQUEE_HTTP_EDGE_SERVER_H

#include "base/error.h"
#include "http/edge/answerer.h"
#include "http/edge/parts.h"

struct server;

/* Listens. What the settings point to is borrowed and outlives the server; `answerer` is copied. */
enum fault server_open(const struct server_settings *settings, const struct answerer *answerer,
                       struct server **server, struct error *err);

/* Stops listening, lets the requests that have begun finish (at most 8 s), then closes. */
void server_close(struct server *server);

/* The port that it listens on (of use where 0 was asked for). */
int server_port(const struct server *server);

#endif
