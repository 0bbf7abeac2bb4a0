/*
 * One request, as a handler sees it: ids taken strictly from the path, who is asking, the body,
 * and memory that lives until the answer is sent.
 */
#ifndef MARQUEE_HTTP_CALL_CALL_H
#define MARQUEE_HTTP_CALL_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/deed.h"
#include "domain/origin.h"
#include "http/call/api.h"
#include "http/call/target.h"
#include "http/edge/exchange.h"
#include "store/club_now.h"
#include "store/who.h"

enum method {
    METHOD_GET = 1,
    METHOD_POST = 2,
    METHOD_PUT = 4,
    METHOD_PATCH = 8,
    METHOD_DELETE = 16,
    METHOD_OPTIONS = 32
};
enum { METHODS_ALL = 63 };

enum {
    BODY_MAX = 64 * 1024, /* bytes, where a route says nothing else */
    PATH_VARIABLES_MAX = 2,
    REQUEST_ID_SIZE = 20
};

/* The largest id: what every language has exactly as a number. */
#define ID_MAX INT64_C(9007199254740991)

/* One parameter of the query, decoded. */
struct parameter {
    struct parameter *next;
    const char *name, *value;
};

struct seat;
struct seats;

struct call {
    const struct api *api;
    const struct request *request;
    struct arena arena;
    int64_t now;        /* seconds; one moment for the whole request */
    int64_t started_us; /* monotonic */

    enum method method; /* HEAD is METHOD_GET with head_only */
    bool head_only;
    const char *method_name;      /* as it was sent */
    const char *path;             /* decoded; valid UTF-8, starts with a slash; behind the root */
    bool lacks_slash;             /* it was the root itself, without a slash (links.h) */
    bool is_for_server;           /* OPTIONS of no resource at all: `*` */
    const char *query;            /* as it was sent, without the question mark; never NULL */
    struct parameter *parameters; /* of the query; read them through query.h */
    const char *variables[PATH_VARIABLES_MAX];
    const char *body;
    size_t body_length;

    char address[IP_TEXT_SIZE]; /* of the client; behind a trusted proxy, what the proxy says */
    bool behind_proxy;          /* the peer is a proxy that is believed */
    char request_id[REQUEST_ID_SIZE];

    struct host host; /* that the client asked for; the name is "" where it named none */

    const struct identity *me; /* NULL: a visitor */
    const struct seats *seats; /* of the browser; NULL: nobody has looked (seats.h) */
    const struct seat *seat;   /* the one that acts; NULL: none, or it has been left */
    bool first_of_day;         /* … and does so for the first time today */

    bool may_wait;   /* false: on the thread that reads requests, where nothing may be waited for */
    bool would_wait; /* it had to: so a fault is none, and the handler is called again elsewhere */

    struct db *db;                 /* borrowed by call_db() */
    const struct club_state *club; /* held by call_club() */
};

/* Decodes the path. A fault: the request is refused, and the call is good for the reply all the
 * same. */
enum fault call_init(struct call *call, const struct api *api, const struct request *request,
                     struct error *err);
void call_release(struct call *call);

/* A header's value, or NULL; of one that came more than once all, with commas between them. Names
 * are not case-sensitive. */
const char *call_header(const struct call *call, const char *name);

/* Whose a secret is that the client showed; NULL: nobody's. */
const struct identity *call_look_up(struct call *call, const char *secret);

/* Somebody has shown that they are this member: where they come from is known from now on. */
void call_note_household(struct call *call, int64_t member_id);

/* A reader of the database, the same one for the whole request. */
enum fault call_db(struct call *call, struct db **db, struct error *err);
/* Gives it back before something slow: there are fewer readers than requests may wait. */
void call_db_done(struct call *call);

/* The club as it was when this was first called: the same one for the whole request. */
const struct club_state *call_club(struct call *call);
/* Lets it go, after a change of it: the next call_club() has the newest. What it held is gone. */
void call_club_done(struct call *call);

/* The n-th variable of the path as an id: from 1 to ID_MAX, without a sign or zeros in front.
 * Anything else is not found. */
enum fault call_id(const struct call *call, size_t n, int64_t *id, struct error *err);

/* Whether it is a member who asks: no visitor, and nobody who still waits to be admitted. */
bool call_by_member(const struct call *call);

/* The same of any text; false, and 0: it is none. */
bool call_parse_id(const char *text, int64_t *id);

/* What the one who asks does now; a visitor does nothing. */
struct deed call_deed(const struct call *call);

#endif
