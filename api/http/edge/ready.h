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
        struct blob *blob; /* NULL: `made` has it, or there is no body; else `made` is a file */
        const char *bytes; /* in the blob */
        size_t length;
        char *headers; /* as in the response that it was made of */
        size_t headers_length;
        char *id; /* inside `made`: of the request that it answered last; NULL: it has none */
    } places[READY_PLACES];
    unsigned files; /* of those that are kept */
};

/* What is kept for this one, with this one's request id. NULL: nothing. Borrowed: queue it before
 * the next call. */
const struct ready_answer *ready_find(struct ready *ready, const struct response *response);

/* Whether the same answer was here before, so that it pays to keep one. Notes that it was. */
bool ready_expects(struct ready *ready, const struct response *response);

/* Takes over `made`, and the response's hold of its blob where it still has one. Borrowed, as what
 * ready_find() returns. */
const struct ready_answer *ready_keep(struct ready *ready, struct response *response,
                                      struct MHD_Response *made);

void ready_release(struct ready *ready);

#endif
