/* What connections.c keeps, for its own files alone. With the table's lock held, except for what
 * is atomic, and for what only the thread that serves a connection touches: its household,
 * request, moves and replay. */
#ifndef MARQUEE_HTTP_EDGE_CONNECTION_TABLE_H
#define MARQUEE_HTTP_EDGE_CONNECTION_TABLE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "http/edge/holders.h"
#include "http/edge/limits.h"
#include "http/edge/phase.h"
#include "http/edge/replay.h"

struct connection {
    struct connections *all;
    struct connection *previous, *next;
    struct ip peer, household; /* where it comes from; whose it is */
    struct holder *holder;     /* NULL: is_given_up */
    void *request;             /* what was given to connection_receive() */
    struct moves *moves;       /* of its loop; NULL: it has none so far */
    struct replay replay;
    int socket;
    _Atomic uint64_t state; /* phase.h */

    bool is_given_up; /* it will be gone in a moment, and is counted no more */

    /* The watchdog's alone. */
    uint64_t measured; /* the rest in which `received` was looked at */
    uint64_t received; /* bytes */
};

struct connections {
    struct connection_limits limits;
    void *context;
    pthread_mutex_t lock;
    pthread_cond_t change; /* one was added or removed, draining or closing began */
    struct connection *first;
    size_t count; /* of those that are not given up */
    struct holders holders;
    int64_t last_given_up_us; /* because there were too many; monotonic, 0: never */
    bool draining, closed;
    pthread_t watchdog;
};

#endif
