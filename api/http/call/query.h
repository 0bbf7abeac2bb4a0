/*
 * The query of a URL. The row of a route names what it takes; unknown and repeated parameters are
 * refused before the handler runs. Handlers then read by name; all problems are collected in err.
 */
#ifndef MARQUEE_HTTP_CALL_QUERY_H
#define MARQUEE_HTTP_CALL_QUERY_H

#include <stddef.h>
#include <stdint.h>

#include "http/call/call.h"

/* Fills call->parameters; `names` are separated by spaces. */
enum fault query_parse(struct call *call, const char *names, struct error *err);

/* The value, or NULL where it was not sent. */
const char *query_text(const struct call *call, const char *name);

/* Tidy text (text_tidy) of at most `max` characters; NULL where it was not sent. */
const char *query_search(struct call *call, const char *name, size_t max, struct error *err);

/* A number from `least` to `most`; `standard` where it was not sent. */
int64_t query_int(const struct call *call, const char *name, int64_t least, int64_t most,
                  int64_t standard, struct error *err);

/* FAULT_INVALID if any of the above found something. */
enum fault query_done(const struct error *err);

#endif
