/*
 * The body of a request, decoded by a table of fields: media type, nesting, duplicate and unknown
 * names, types and lengths are checked, and every bad field is reported at once.
 */
#ifndef MARQUEE_HTTP_CALL_BODY_H
#define MARQUEE_HTTP_CALL_BODY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "http/call/route.h"

enum {
    BODY_DEPTH_MAX = 32,
    BODY_WORD_MAX = 40 /* characters of a field that takes one of several words */
};

/* Stands for a number that was not sent: the target is filled with it before. No accepted number is
 * that small, and neither is what stands for null. */
enum { NOT_SENT = INT32_MIN };

enum field_type {
    FIELD_TEXT,   /* const char *: NFC, visible, no outer space; BODY_NULL for null */
    FIELD_SECRET, /* const char *: as it was sent, its length counted in NFC; BODY_NULL for null */
    FIELD_INT,    /* int64_t: for null one less than the least; untouched where it was not sent */
    FIELD_STARS,  /* int64_t: stars in halves, so least and most are, too; 0 for null; likewise */
    FIELD_BOOL,   /* bool: untouched where it was not sent */
    FIELD_DATE,   /* int64_t: a day (base/date.h); 0 for null; untouched where it was not sent */
    FIELD_TIME,   /* int64_t: seconds of an RFC 3339 text, above 0; for null 0 */
    FIELD_IDS     /* struct ids: distinct positive numbers */
};

struct ids {
    const int64_t *items;
    size_t count;
};

struct field {
    const char *name;
    enum field_type type;
    bool required;
    bool nullable;
    int64_t least, most; /* characters, value, or items */
    size_t offset;       /* in the target */
};

/* What stands for null in a text: compare the addresses. NULL is a text that was not sent. */
extern const char BODY_NULL[];

/* Fills `target`, which the caller has zeroed, or filled with what stands for "not sent". */
enum fault body_decode(struct call *call, const struct field *fields, size_t count, void *target,
                       struct error *err);

/* Whether the body is one that the route takes at all: its media type, or none. What comes with a
 * route that only reads is not looked at. */
enum fault body_admit(struct call *call, const struct route *route, struct error *err);

#define BODY_DECODE(call, fields, target, err)                                                     \
    body_decode((call), (fields), COUNT_OF(fields), (target), (err))

#endif
