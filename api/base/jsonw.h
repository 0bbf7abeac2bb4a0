/*
 * Writes JSON text into a strbuf, commas included. Keys are literals of ours and are written as
 * they are; values are escaped. `key` is NULL inside arrays and at the top.
 *
 * Our own: jansson makes a tree of each answer first; this writes rows as they come.
 */
#ifndef MARQUEE_BASE_JSONW_H
#define MARQUEE_BASE_JSONW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"

struct jsonw {
    struct strbuf *out;
    bool comma; /* something stands before, at this level */
};

void jsonw_init(struct jsonw *json, struct strbuf *out);

void jsonw_object(struct jsonw *json, const char *key);
void jsonw_object_end(struct jsonw *json);
void jsonw_array(struct jsonw *json, const char *key);
void jsonw_array_end(struct jsonw *json);

/* A NULL text is written as null. `text` is valid UTF-8. */
void jsonw_text(struct jsonw *json, const char *key, const char *text);
void jsonw_int(struct jsonw *json, const char *key, int64_t number);
/* Tenths: 78 is written 7.8; negative means unknown and is written null. */
void jsonw_tenths(struct jsonw *json, const char *key, int64_t tenths);
/* Negative or zero means unknown and is written null. */
void jsonw_positive(struct jsonw *json, const char *key, int64_t number);
void jsonw_bool(struct jsonw *json, const char *key, bool value);
void jsonw_null(struct jsonw *json, const char *key);
/* Seconds since the epoch as RFC 3339 in UTC; 0 means unknown and is written null. */
void jsonw_time(struct jsonw *json, const char *key, int64_t seconds);
/* A day (base/date.h) as "2026-11-28"; 0 means unknown and is written null. */
void jsonw_date(struct jsonw *json, const char *key, int64_t day);
/* JSON text that was checked before; NULL is written as null. */
void jsonw_raw(struct jsonw *json, const char *key, const char *text);

#endif
