/*
 * A part of a body that a client asks for (RFC 9110, 14): one range of bytes. What is no such thing
 * (another unit, several ranges, broken ones) is answered as if it had not been sent.
 */
#ifndef MARQUEE_HTTP_CALL_RANGE_H
#define MARQUEE_HTTP_CALL_RANGE_H

#include <stdbool.h>
#include <stddef.h>

struct range {
    size_t first, length; /* bytes; both lie within the body, and length is not 0 */
};

enum range_answer {
    RANGE_WHOLE,  /* 200: all of it */
    RANGE_PART,   /* 206: `range` is set */
    RANGE_OUTSIDE /* 416: begins behind the end, or is empty */
};

/* `header`: the value of `Range`, or NULL; `size`: of the body in bytes. A body of 0 bytes has no
 * parts, and is always whole. */
enum range_answer range_parse(const char *header, size_t size, struct range *range);

/* Whether the copy that the client has a part of is this one. `if_range`: the value of `If-Range`,
 * or NULL; `tag`: what stands between the quotes of our strong entity tag. Dates never match: there
 * is no Last-Modified here. */
bool range_is_of(const char *if_range, const char *tag);

#endif
