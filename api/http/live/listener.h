/* Somebody who listens, from their request until the stream has ended. */
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

/* For whoever makes this request and has everything up to `after`. The caller frees it. */
struct listener *listener_new(const struct call *call, int64_t after);

/* Whether they would still be let in, in the same way as at first. */
bool listener_may_stay(const struct listener *listener, const struct api *api, int64_t now);

void listener_add(struct listener **list, struct listener *listener);
/* Takes it out of its list, if it is in one. */
void listener_remove(struct listener *listener);

#endif
