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
/* Tidy, and at most as long as a name. NULL: none. */
const char *value_name(struct arena *arena, const char *text);
/* False: no note can be this, or be as long. */
bool value_note(struct arena *arena, const char *text, size_t max, const char **note);
/* 0: none. */
int64_t value_tmdb_id(const char *text);
/* 1994 of "1994", "1994.0", "1994-05-23" and "2013–2023". False: it's something else. */
bool value_year(const char *text, int64_t *year);
/* Half stars of so many stars out of `most` (5 or 10), with a point or a comma. 0 is no rating.
 * False: it's something else. */
bool value_halves(const char *text, int64_t most, int64_t *halves);
/* The day of "2024-05-23", "23.05.2024" and "2024-05-23T20:15:00Z"; of all else 0, since nobody
 * knows whether the month comes first. */
int64_t value_day(const char *text);
/* The second of "2024-05-23T20:15:00Z"; 0: it tells none. */
int64_t value_moment(const char *text);

/* Says what is wrong with a row whose values were read, where nothing else is: it names no film. */
void row_settle(struct list_row *row, bool is_title_flawed);

#endif
