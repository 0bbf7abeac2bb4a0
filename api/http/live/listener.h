/* Somebody who listens: what a stream is for, from its request on until it has ended. */
#ifndef MARQUEE_HTTP_LIVE_LISTENER_H
#define MARQUEE_HTTP_LIVE_LISTENER_H

#include "http/call/call.h"
#include "http/edge/stream.h"
#include "http/live/telling.h"

struct listener {
    enum audience audience;
    bool has_credential;
    uint8_t hash[HASH_BYTES]; /* of the credential's secret */
    int64_t after;            /* the version that they have; 0: they begin */

    /* of live.c */
    struct stream *stream;           /* NULL: it has not begun */
    struct listener *next, **before; /* before: what points here; NULL: in no list */
};

/* Whoever makes this request, and has all up to that version. The caller frees it. */
struct listener *listener_new(const struct call *call, int64_t after);

/* Whether they would be let in as they once were. */
bool listener_may_stay(const struct listener *listener, const struct api *api, int64_t now);

void listener_add(struct listener **list, struct listener *listener);
/* From the list that it is in, if any. */
void listener_remove(struct listener *listener);

#endif
