/*
 * A list as one line of JSON: how the process that the operator started, which may read the file,
 * hands it to the server, which may write the club.
 */
#ifndef MARQUEE_LISTS_WIRE_H
#define MARQUEE_LISTS_WIRE_H

#include "base/strbuf.h"
#include "lists/list.h"

enum { LIST_WIRE_MAX = 64 * 1024 * 1024 /* bytes: those of any list, and more */ };

void film_list_write(const struct film_list *list, struct strbuf *out);
/* FAULT_MALFORMED or FAULT_UNREADABLE_FILE: it isn't such a line. */
enum fault film_list_arrived(struct arena *arena, const char *text, struct film_list *list,
                             struct error *err);

#endif
