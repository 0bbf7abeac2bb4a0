/* A request that needs more memory than the usual daemon has (daemons.h). */
#ifndef MARQUEE_HTTP_EDGE_START_OVER_H
#define MARQUEE_HTTP_EDGE_START_OVER_H

#include <microhttpd.h>
#include <stdbool.h>

#include "http/edge/connections.h"
#include "http/edge/framing.h"

/* Connections of a loop on their way from its usual daemon to its roomy one. The thread's own. */
struct moves {
    struct move {
        struct move *next;
        struct connection *connection;
        struct MHD_Connection *raw; /* what it was for the usual daemon */
        int socket;
        bool is_free; /* that one has closed its own */
    } * first;
};

/* Of a whole head: it, or that of its answer, may not fit; or it has a body in chunks: nobody knows
 * where that will end, so what comes behind it could not be read again. */
bool start_over_needed(struct connection *connection, const struct request *request,
                       const struct framing *framing);

/* It did, and the roomy daemon's memory is too small, too. A head that is taken fits (framing.h),
 * so its target is too long. */
bool start_over_was_in_vain(struct connection *connection, const struct request *request,
                            const struct framing *framing);

/* The library would refuse a request with this status: more memory may change that. */
bool start_over_helps(unsigned status);

/* True: the connection goes to the roomy daemon, and its library here is told to close it. False:
 * it came from there already, or has no file left for that. */
bool start_over(struct MHD_Connection *raw, struct connection *connection);

#endif
