/*
 * A request as it came, and the answer to it, in words that know nothing of the library below.
 */
#ifndef MARQUEE_HTTP_EDGE_EXCHANGE_H
#define MARQUEE_HTTP_EDGE_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/blob.h"
#include "domain/ip.h"
#include "domain/origin.h"

/* A header that came more than once has all its values, with commas between them; cookies have
 * semicolons. */
struct header {
    const char *name, *value;
    struct header *next;
};

/* What the body of a request may be. */
struct body_room {
    size_t max;     /* bytes */
    bool is_upload; /* it goes into a file, and is no body in memory */
};

/* The body of an upload: a file that has no name. */
struct upload {
    int file;
    size_t length; /* bytes, from its start */
};

/* Lives until the answer is sent. */
struct request {
    const char *method, *target; /* as they were sent */
    struct header *headers;
    const char *body; /* not ended by a NUL */
    size_t body_length;
    const struct upload *upload; /* NULL: it is none */
    struct ip peer;              /* where it comes from */
    struct ip client;            /* whose it is: the peer, or whom a proxy names */
    struct host host;            /* what its Host names; "": nothing */
};

/* Names are not case-sensitive. */
bool header_is(const struct header *header, const char *name);

/* Adds one; one of the same name that came before has both values then. Both are borrowed. */
void request_add_header(struct request *request, struct arena *arena, const char *name,
                        const char *value);

/* A header's value, or NULL. */
const char *request_header(const struct request *request, const char *name);

/* More may not fit into a connection's memory, and then nothing is sent. */
enum { RESPONSE_HEAD_MAX = 2048 /* bytes of an answer's head, but for a Location */ };

/* What names an answer's request, so that the two can be found in the log. */
#define REQUEST_ID_HEADER "X-Request-Id"

/* The body, if any, is so many bytes of the blob, which is held until they are sent. Where there is
 * a listener, the answer goes on as a stream, and has no body so far. */
struct response {
    struct arena *arena; /* of the exchange: it has the headers */
    int status;
    const char *request_id;              /* in the exchange's arena; NULL: it is not said */
    char *headers;                       /* each name and value with its NUL */
    size_t headers_length, headers_room; /* bytes */
    struct blob *blob;                   /* NULL: no body */
    const char *bytes;
    size_t length;
    void *listener; /* of the answerer's (answerer.h); NULL: an ordinary answer */
};

/* Nothing so far. */
void response_init(struct response *response, struct arena *arena);

/* Copies both. A name is given once. */
void response_header(struct response *response, const char *name, const char *value);

/* The header that begins at byte `at` of them, which is moved to the next: 0 for the first. False:
 * there are no more. */
bool response_next_header(const struct response *response, size_t *at, const char **name,
                          const char **value);

/* The same for a cookie, of which there may be several; `value` with its attributes. */
void response_cookie(struct response *response, const char *name, const char *value);

/* Lends the bytes, which lie within the blob, without a copy. Once a response. */
void response_lend(struct response *response, struct blob *blob, const char *bytes, size_t length);

struct exchange {
    struct request request;
    struct response response;
    struct arena arena; /* until the answer is sent */
    void *work;         /* of the answerer's (server.h) */
};

#endif
