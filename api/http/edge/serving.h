/* One request in the hands of its loop, from its first line to the last byte of its answer. */
#ifndef MARQUEE_HTTP_EDGE_SERVING_H
#define MARQUEE_HTTP_EDGE_SERVING_H

#include <microhttpd.h>
#include <stdbool.h>

#include "http/edge/parts.h"
#include "http/edge/ready.h"

struct loop;
struct serving;

/* Those of a loop. Its thread's own. */
struct servings {
    struct serving *put_out; /* to be answered elsewhere, from this turn on; the last one first */
    size_t away;             /* suspended, until they come back */
    struct serving *spare;   /* with their memory, for the next requests */
    size_t spare_count;
    struct ready ready;
};

/* Frees the spare ones, and what is ready. */
void servings_release(struct servings *servings);

struct serving {
    struct exchange exchange;
    struct work work;
    struct serving *next; /* in the list in which it is */
    struct edge_parts *parts;
    struct loop *loop;
    struct servings *among;
    struct MHD_Connection *raw;
    struct connection *connection;
    enum place place;
    struct body_room may_send;
    size_t body_room; /* bytes */
    char *body;
    struct upload upload; /* its file is -1 where there is none */
    bool has_begun;       /* its head was looked at */
    bool is_done;         /* there is an answer */
    bool sends_file;      /* the body of its answer goes by itself, behind the head */
    bool starts_over;     /* it is served from its beginning where there is more memory */
};

/* What the library calls, on the loop's thread: with the request line as it came; with a request's
 * head, each piece of its body, and its end, which comes again after it was answered elsewhere;
 * and when it is over. */
struct serving *serving_begin(struct edge_parts *parts, struct loop *loop, struct servings *among,
                              struct MHD_Connection *raw, const char *target);
enum MHD_Result serving_go_on(struct serving *serving, const char *method, const char *version,
                              const char *body, size_t *body_length);
void serving_end(struct serving *serving);

/* What the library would refuse by itself (library.h). */
void serving_refuse(struct MHD_Connection *raw, unsigned status);

#endif
