/* What the readers of each format share: a list in the making, and cells as values. */
#ifndef MARQUEE_LISTS_BUILDER_H
#define MARQUEE_LISTS_BUILDER_H

#include "lists/list.h"

struct list_builder {
    struct arena *arena;
    struct film_list *list;
    size_t capacity, text;
    enum list_kind as;      /* what was said */
    enum list_kind by_name; /* what the name of the file says */
    const char *file;       /* as a row has it */
};

/* Copies the row and its strings. FAULT_UNREADABLE_FILE: that's more than a list may have. */
enum fault builder_add(struct list_builder *builder, enum list_format format,
                       const struct list_row *row, struct error *err);

/* ---- values: text is UTF-8 without NUL; NULL and "" are no value ---- */

/* NULL: no title, or none that can be one; *is_flawed says which. */
const char *value_title(struct arena *arena, const char *text, bool *is_flawed);
/* 1994 of "1994", "1994-05-23" and "2013–2023". False: it's something else. */
bool value_year(const char *text, int64_t *year);
/* Half stars of so many stars out of `most` (5 or 10), with a point or a comma. 0 is no rating.
 * False: it's something else. */
bool value_halves(const char *text, int64_t most, int64_t *halves);
/* The day of "2024-05-23" and of "2024-05-23T20:15:00Z"; of all else 0, since nobody knows whether
 * the month comes first. */
int64_t value_day(const char *text);

/* Says what is wrong with a row whose values were read, where nothing else is: it names no film. */
void row_settle(struct list_row *row, bool is_title_flawed);

#endif
