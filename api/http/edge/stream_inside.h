/* The inside of a stream, only for stream.c, which sends, and streams.c, which has the thread. */
#ifndef MARQUEE_HTTP_EDGE_STREAM_INSIDE_H
#define MARQUEE_HTTP_EDGE_STREAM_INSIDE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/blob.h"
#include "http/edge/holders.h"

/* What could not be sent yet. */
struct piece {
    struct piece *next;
    struct blob *blob;
    size_t sent; /* bytes of it */
};

struct stream {
    /* The thread's own. */
    struct stream *previous, *next; /* in the order in which they came */
    struct ip household;
    struct holder *holder; /* NULL: it is given up */
    void *listener;
    size_t received; /* bytes */

    int socket;
    pthread_mutex_t lock; /* of all below */
    struct piece *first, **last;
    size_t waiting;  /* bytes */
    int64_t sent_us; /* monotonic: when it was last sent something */
    bool is_ending;  /* it takes nothing more */
};

/* Takes over the socket, and sends the head. */
struct stream *stream_new(int socket, int64_t silent_ms, struct blob *head);
/* Closes the socket. */
void stream_free(struct stream *stream);

/* Its socket may have room again. */
void stream_go_on(struct stream *stream);

/* Sends it, if nothing was sent since; when that was, monotonic. */
int64_t stream_beat(struct stream *stream, struct blob *beat, int64_t since_us);

/* Closes it: in peace, where all that was sent has gone out. Its socket says so to whoever watches
 * it. */
void stream_give_up(struct stream *stream);

/* At once, whatever still waits. The same. */
void stream_cut_off(struct stream *stream);

#endif
