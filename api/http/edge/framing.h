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
#include "domain/origin.h"

struct MHD_Connection;

/* The request line as the library took it apart, in its own memory; the target as it came. */
struct request_line {
    const char *method, *target, *version;
};

/* Where the head of a request ends, and its body; and which place it is for. */
struct framing {
    struct host host;   /* "": it names none */
    size_t head_length; /* bytes */
    bool has_body;
    uint64_t body_length; /* bytes; 0 where it comes in chunks */
};

enum {
    HEADERS_MAX_BYTES = 16 * 1024, /* of all headers, line ends and all */
    HEADERS_MAX = 200
};

/* Once the head of a request is there, before anything is made of it. FAULT_MALFORMED says what is
 * wrong; FAULT_HEADERS_TOO_LARGE. */
enum fault framing_check(struct MHD_Connection *connection, const struct request_line *line,
                         struct framing *framing, struct error *err);

/* FAULT_HEADERS_TOO_LARGE, explained. */
enum fault framing_head_too_large(struct error *err);

#endif
