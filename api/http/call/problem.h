/* The one table from faults to what an HTTP client sees (RFC 9457). */
#ifndef MARQUEE_HTTP_CALL_PROBLEM_H
#define MARQUEE_HTTP_CALL_PROBLEM_H

#include "base/error.h"
#include "http/call/reply.h"

struct problem {
    const char *slug; /* the end of its type: /api/v1/problems/<slug> */
    int status;
    const char *title;
    const char *meaning, *advice; /* for people, at its type's address */
};

const struct problem *problem_of(enum fault fault);

/* NULL when there is no such problem. */
const struct problem *problem_by_slug(const char *slug);

/* Makes the reply an application/problem+json, whatever it was before. */
void problem_reply(struct call *call, struct reply *reply, const struct error *err);

#endif
