/* Who makes the answers, and where. */
#ifndef MARQUEE_HTTP_EDGE_ANSWERER_H
#define MARQUEE_HTTP_EDGE_ANSWERER_H

#include "base/error.h"
#include "http/edge/exchange.h"
#include "http/edge/stream.h"

/* Where an answer is made. A loop serves very many connections, so nothing on it may wait. */
enum place {
    ON_LOOP,   /* it is made */
    BY_WORKER, /* on a thread that may wait */
    BY_WRITER  /* without a thread of its own: answerer.commit() sees to it */
};

struct answerer {
    const void *context;
    /* Whose request it is. Asked when its head is there; request->client is the peer so far. On its
     * loop. */
    struct ip (*client)(const void *context, const struct request *request);
    /* What this request's body may be. Asked when its head is there, and says that there is a body;
     * a fault refuses it. On its loop. */
    enum fault (*body_room)(const void *context, const struct request *request,
                            struct body_room *room, struct error *err);
    /* The request is there as a whole. On its loop: answers it, or says who is to. */
    enum place (*begin)(const void *context, struct exchange *exchange);
    /* Answers what was begun. On a worker's thread. */
    void (*finish)(const void *context, struct exchange *exchange);
    /* Sees to it that what was begun is answered, and that exchange_done() is called then. On its
     * loop. */
    void (*commit)(const void *context, struct exchange *exchange);
    /* It is not read to its end; `err` says why. On its loop. */
    void (*refuse)(const void *context, struct exchange *exchange, const struct error *err);
    /* An answer with a listener goes on as a stream (stream.h): its head is sent, it may be sent
     * more from now on. On the thread of the streams, where all others wait for it meanwhile. */
    void (*listens)(const void *context, void *listener, struct stream *stream);
    /* It is over, whatever the reason, or never began: the listener is the answerer's again. Once
     * for each listener. On the thread of the streams, or on its loop. */
    void (*listens_no_more)(const void *context, void *listener);
};

/* The answer is there: it is sent. Any thread; the exchange is gone. */
void exchange_done(struct exchange *exchange);

#endif
