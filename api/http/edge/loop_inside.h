/* The inside of a loop, only for loop.c, which has the thread, and entering.c, which lets its
 * connections in. */
#ifndef MARQUEE_HTTP_EDGE_LOOP_INSIDE_H
#define MARQUEE_HTTP_EDGE_LOOP_INSIDE_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "http/edge/daemons.h"
#include "http/edge/listen.h"
#include "http/edge/parts.h"
#include "http/edge/serving.h"
#include "http/edge/sockets.h"
#include "http/edge/start_over.h"

struct arrival {
    struct arrival *next;
    struct connection *connection;
    union listen_address peer;
    int socket;
};

struct loop {
    struct edge_parts *parts;
    struct daemons daemons;
    bool is_running;
    int bell; /* that there is mail */
    pthread_t thread;
    atomic_uint connections;

    pthread_mutex_t lock; /* of the mail */
    struct arrival *arrivals;
    struct serving *answered;
    bool is_stopping;

    /* The thread's own. */
    struct connection *arriving;    /* which the library is being told of */
    struct MHD_Connection *arrived; /* what that is for the library */
    struct moves moves;
    size_t moved; /* connections of the roomy one */
    struct sockets sockets;
    struct servings servings;
};

#endif
