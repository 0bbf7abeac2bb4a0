/* What clients ask of this server, counted. All zero at first; any thread, without a lock. */
#ifndef MARQUEE_HTTP_CALL_TRAFFIC_H
#define MARQUEE_HTTP_CALL_TRAFFIC_H

#include "base/metrics.h"
#include "http/call/call.h"
#include "http/edge/stream.h"

enum {
    TRAFFIC_METHODS = 8, /* the last one: those that this server does not know */
    TRAFFIC_CLASSES = 6  /* of statuses, by their first digit */
};
extern const char *const traffic_methods[TRAFFIC_METHODS];

struct traffic {
    struct counter requests[TRAFFIC_METHODS][TRAFFIC_CLASSES];
    struct histogram durations; /* from the whole request to the answer that can be sent */
    struct counter connected, disconnected;
    struct stream_counts streams;
    struct histogram event_delays; /* from a change until the last of who listens is told */
};

void traffic_answered(struct traffic *traffic, const struct call *call, int status, int64_t us);

#endif
