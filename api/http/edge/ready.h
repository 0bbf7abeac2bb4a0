/*
 * What a loop sends over and over (a page, a poster, a 304): the library's response is kept with
 * its headers and sent again, since to make one costs forty allocations. Each answer has a request
 * id of its own all the same.
 *
 * Used by the loop's thread alone.
 */
#ifndef MARQUEE_HTTP_EDGE_READY_H
#define MARQUEE_HTTP_EDGE_READY_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>

#include "http/edge/exchange.h"

enum {
    READY_PLACES = 32,           /* answers that are kept at most */
    READY_MAX_BYTES = 128 * 1024 /* of a body: so they hold 4 MiB at most */
};

/* All zeros is one that is empty. */
struct ready {
    struct ready_answer {
        uint64_t sight;            /* what came here last */
        struct MHD_Response *made; /* NULL: none is kept */
        int status;
        const char *bytes; /* held by `made` */
        size_t length;
        char *headers; /* each name and value with its NUL, but for the id */
        size_t headers_length;
        char *id; /* inside `made`: of the request that it answered last; NULL: it has none */
    } places[READY_PLACES];
};

/* The library's response for this one, if it is kept, with this one's request id. Borrowed: queue
 * it before the next call. */
struct MHD_Response *ready_find(struct ready *ready, const struct response *response);

/* Takes `made` over, if the same answer was here before: whoever made it must not destroy it then.
 * False: it is as it was. */
bool ready_keep(struct ready *ready, const struct response *response, struct MHD_Response *made);

void ready_release(struct ready *ready);

#endif
