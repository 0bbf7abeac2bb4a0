/* How many connections there may be, how long each may take (connections.h); the same of streams
 * (streams.h); and how many loops, and what each keeps open. */
#ifndef MARQUEE_HTTP_EDGE_LIMITS_H
#define MARQUEE_HTTP_EDGE_LIMITS_H

#include <stddef.h>
#include <stdint.h>

enum {
    LOOPS_MAX = 64,
    LOOP_FILES_MAX = 4 /* answers that a loop keeps as files (ready.h) */
};

struct connection_limits {
    int64_t idle_ms, receive_ms, answer_ms;
    size_t most; /* connections at once */
};

struct stream_limits {
    int64_t beat_ms;   /* a sign of life after as long a silence */
    int64_t silent_ms; /* who takes nothing for as long is gone */
    size_t most;       /* streams at once; they count as no connections */
};

#endif
