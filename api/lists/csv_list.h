/* Lists as CSV: Letterboxd's, IMDb's, TMDB's, Filmweb's, and spreadsheets. */
#ifndef MARQUEE_LISTS_CSV_LIST_H
#define MARQUEE_LISTS_CSV_LIST_H

#include "lists/builder.h"

/* Adds its rows. FAULT_UNREADABLE_FILE: it's damaged, or its columns are those of none of them. */
enum fault csv_list_read(const char *bytes, size_t length, struct list_builder *builder,
                         struct error *err);

#endif
