/* What the target of a request names (RFC 9112, 3.2). */
#ifndef MARQUEE_HTTP_CALL_TARGET_H
#define MARQUEE_HTTP_CALL_TARGET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/origin.h"

enum {
    PATH_MAX_BYTES = 1024, /* before it is decoded */
    QUERY_MAX_BYTES = 4096 /* likewise */
};

struct target {
    const char *path;   /* decoded; valid UTF-8, starts with a slash; behind the root (links.h) */
    const char *query;  /* as it was sent, without the question mark */
    bool lacks_slash;   /* it was the root itself, without a slash */
    bool is_star;       /* "*": no resource at all */
    bool is_for_server; /* the same, or "http://films.example.org" with nothing behind */
    bool has_host;
    struct host host; /* "http://films.example.org/api/v1/club" names it */
};

/* Takes it apart as it was sent. FAULT_URL_TOO_LONG, FAULT_MALFORMED, FAULT_NOT_FOUND; what could
 * not be read is then a slash, or "". */
enum fault target_read(struct arena *arena, const char *text, struct target *target,
                       struct error *err);

/* Percent-decoding into the arena; `plus` makes + a space. False: broken, NUL, or not UTF-8. */
bool target_decode(struct arena *arena, const char *text, size_t length, bool plus,
                   const char **decoded);

#endif
