/*
 * A request as it came, and the answer to it, in words that know nothing of the framework.
 */
#ifndef MARQUEE_HTTP_EDGE_EXCHANGE_H
#define MARQUEE_HTTP_EDGE_EXCHANGE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/blob.h"

struct _u_map;
struct _u_response;

/* Borrowed from the connection until the answer is made. */
struct request {
    const char *method, *target; /* as they were sent */
    char *const *names, *const *values;
    size_t header_count;
    const char *body; /* not ended by a NUL */
    size_t body_length;
    const char *peer; /* its address as text; "" where it has none */
};

/* A header's value, or NULL. Names are not case-sensitive. */
const char *request_header(const struct request *request, const char *name);

/* The values of all headers of this name, with commas between them; NULL: there is none. */
const char *request_headers(const struct request *request, struct arena *arena, const char *name);

/* The body, if any, is so many bytes of the blob, which is held until they are sent. */
struct response {
    int status;
    struct _u_map *headers;      /* for the edge alone: response_header() */
    struct _u_response *cookies; /* response_cookie(); NULL: it can have none */
    struct blob *blob;           /* NULL: no body */
    const char *bytes;
    size_t length;
};

/* Copies both. A name that was given before gets the new value. */
void response_header(struct response *response, const char *name, const char *value);

/* Copies both. `value` with its attributes. */
void response_cookie(struct response *response, const char *name, const char *value);

/* Lends the bytes, which lie within the blob, without a copy. Once a response. */
void response_lend(struct response *response, struct blob *blob, const char *bytes, size_t length);

#endif
