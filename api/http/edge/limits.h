/* How many connections there may be, and how long each may take (connections.h). */
#ifndef MARQUEE_HTTP_EDGE_LIMITS_H
#define MARQUEE_HTTP_EDGE_LIMITS_H

#include <stddef.h>
#include <stdint.h>

struct connection_limits {
    int64_t idle_ms, receive_ms, answer_ms;
    size_t most; /* connections at once */
};

#endif
