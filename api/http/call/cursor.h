/*
 * Where a slice of a collection ended, as clients carry it: base64url of a few numbers, bound to
 * the kind of list. It is short, and holds nothing that the slice did not show.
 */
#ifndef MARQUEE_HTTP_CALL_CURSOR_H
#define MARQUEE_HTTP_CALL_CURSOR_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

enum {
    CURSOR_MAX = 120,                     /* characters */
    CURSOR_PLACE_MAX = 1000 * 1000 * 1000 /* no list has as many */
};

struct cursor {
    const char *list; /* "votes", "title" …: a cursor of another list is refused */
    int64_t number, id;
    /* Of a list with ranks: how many items came so far, and the rank of the last one. 0: not told.
     */
    int64_t place, rank;
};

const char *cursor_encode(struct arena *arena, const struct cursor *cursor);

/* Fills all but `list`, which the caller sets to what it expects. 0 <= number, 0 < id; 0 < rank <=
 * place <= CURSOR_PLACE_MAX, or both are 0. Reports a bad one as the query parameter /cursor. */
enum fault cursor_decode(struct arena *arena, const char *text, struct cursor *cursor,
                         struct error *err);

#endif
