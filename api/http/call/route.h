/* One row of the API: a method, a path, who may, and who answers. */
#ifndef MARQUEE_HTTP_CALL_ROUTE_H
#define MARQUEE_HTTP_CALL_ROUTE_H

#include <stddef.h>

#include "http/call/call.h"
#include "http/call/reply.h"
#include "http/edge/server.h"

typedef enum fault (*handler)(struct call *call, struct reply *reply, struct error *err);

enum who_may {
    OPEN,   /* credentials are not even looked at */
    ANYONE, /* visitors too, but a wrong credential is refused */
    READER, /* visitors with MARQUEE_READ_ACCESS=public, else members */
    SEATED, /* whoever is signed in, also while they wait to be admitted */
    MEMBER,
    ADMIN,
};

enum effect { READS, WRITES };

/* What a row says of its effect, and of where it is answered (edge/server.h). One that reads is
 * tried from memory first. */
#define READ  READS, ON_LOOP
#define ASK   READS, BY_WORKER /* another server, and not the database first */
#define WRITE WRITES, BY_WORKER
/* All that it does is one unit of work, and what it answers with is in that. It refuses before it
 * changes anything (store/engine/units.h). */
#define COMMIT WRITES, BY_WRITER

/* The body that a route which changes something takes. */
struct body_rule {
    const char *media_type; /* NULL: none, or an empty JSON object */
    size_t max;             /* bytes */
    bool optional;          /* or none */
    bool is_upload;         /* of any media type, and in a file: request.upload */
};
#define NO_BODY                                                                                    \
    {                                                                                              \
        .media_type = NULL, .max = BODY_MAX                                                        \
    }
#define JSON(kib)                                                                                  \
    {                                                                                              \
        .media_type = "application/json", .max = (kib)*1024                                        \
    }
#define OPTIONAL_JSON(kib)                                                                         \
    {                                                                                              \
        .media_type = "application/json", .max = (kib)*1024, .optional = true                      \
    }

#define UPLOAD(mib)                                                                                \
    {                                                                                              \
        .max = (mib)*1024 * 1024, .is_upload = true                                                \
    }

struct route {
    enum method method;
    const char *path;  /* below /api/v1; {name} stands for one segment */
    const char *query; /* the parameters it takes, separated by spaces */
    handler handler;
    enum who_may who_may;
    enum effect effect;
    enum place place;
    struct body_rule body;
    /* An address for it that leads somewhere, with a query where it needs one. */
    const char *example;
};

/* The table, for the tests that hold it against the contract; `count` rows. */
const struct route *routes(size_t *count);

/*
 * Finds the row for call->path (with its method) and fills call->variables.
 * FAULT_NOT_FOUND, or FAULT_METHOD_NOT_ALLOWED; `allowed` is then, and for OPTIONS, the set of
 * methods that the path has.
 */
enum fault route_find(struct call *call, const struct route **route, unsigned *allowed,
                      struct error *err);

/* "GET, HEAD, PUT, OPTIONS" */
const char *route_allow(struct arena *arena, unsigned allowed);

#endif
