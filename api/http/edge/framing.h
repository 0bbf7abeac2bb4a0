/*
 * Where a request ends. Two parties that read this differently can be made to take the tail of one
 * request for the next (request smuggling); so whatever is ambiguous is refused.
 *
 * Our own: libmicrohttpd takes some of what is ambiguous, and says no reason.
 */
#ifndef MARQUEE_HTTP_EDGE_FRAMING_H
#define MARQUEE_HTTP_EDGE_FRAMING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "http/edge/exchange.h"

struct MHD_Connection;

/* Where the head of a request ends, and its body. */
struct framing {
    size_t head_length;  /* bytes */
    size_t header_count; /* as they came: two of one name are two */
    bool is_chunked;
    bool has_body;
    uint64_t body_length; /* bytes; 0 where it comes in chunks */
};

enum {
    HEADERS_MAX_BYTES = 16 * 1024, /* of all headers, line ends and all */
    HEADERS_MAX = 200
};

/* Once the head of a request is there, of which the exchange has the method, in the library's own
 * memory, and the target, as it came: takes its headers and its host. FAULT_MALFORMED says what is
 * wrong; FAULT_HEADERS_TOO_LARGE; the headers are taken then, too. */
enum fault framing_read(struct MHD_Connection *connection, const char *version,
                        struct exchange *exchange, struct framing *framing, struct error *err);

/* FAULT_HEADERS_TOO_LARGE, explained. */
enum fault framing_head_too_large(struct error *err);

#endif
