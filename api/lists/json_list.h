/* Lists as JSON: Trakt's, and what filmweb-export writes. */
#ifndef MARQUEE_LISTS_JSON_LIST_H
#define MARQUEE_LISTS_JSON_LIST_H

#include "lists/builder.h"

/* Adds its rows. FAULT_UNREADABLE_FILE: it's damaged, or none of these. */
enum fault json_list_read(const char *bytes, size_t length, struct list_builder *builder,
                          struct error *err);

#endif
