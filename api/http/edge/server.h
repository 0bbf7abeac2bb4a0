/*
 * The HTTP server: ulfius over libmicrohttpd, a thread per connection (facts and measurements:
 * docs/architecture.md). This room alone knows the two: it reads requests, asks for their answers
 * through a few functions, and sends what those say.
 */
#ifndef MARQUEE_HTTP_EDGE_SERVER_H
#define MARQUEE_HTTP_EDGE_SERVER_H

#include "base/error.h"
#include "base/metrics.h"
#include "http/edge/connections.h"
#include "http/edge/exchange.h"

struct server_settings {
    const char *listen; /* "127.0.0.1:8080" */
    unsigned max_connections;
    struct connection_limits limits;
    size_t body_max;                          /* bytes; no request may have more */
    struct counter *connected, *disconnected; /* connections, since the start */
};

/* Who makes the answers. All are called on the thread of the request's connection. */
struct answerer {
    const void *context;
    /* Bytes of body that this request may have, at most server_settings.body_max. Asked when its
     * head is there, and says that there is a body. */
    size_t (*body_max)(const void *context, const struct request *request);
    /* The request is there as a whole. */
    void (*answer)(const void *context, const struct request *request, struct response *response);
    /* It is not read to its end; `err` says why. */
    void (*refuse)(const void *context, const struct request *request, const struct error *err,
                   struct response *response);
};

struct server;

/* Listens. What the settings point to is borrowed and outlives the server; `answerer` is copied. */
enum fault server_open(const struct server_settings *settings, const struct answerer *answerer,
                       struct server **server, struct error *err);

/* Stops listening, lets the requests that have begun finish (at most 8 s), then closes. */
void server_close(struct server *server);

/* The port that it listens on (of use where 0 was asked for). */
int server_port(const struct server *server);

#endif
