/* Lists and parameters as headers write them (RFC 9110, 5.6): what separates them doesn't count
 * within quotes. */
#ifndef MARQUEE_HTTP_CALL_SYNTAX_H
#define MARQUEE_HTTP_CALL_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>

/* Part of a header's value, borrowed from it. */
struct piece {
    const char *text;
    size_t length;
};

struct piece piece_of(const char *text);

/* In any case of letters. */
bool piece_is(struct piece piece, const char *text);

/* Takes off `rest` what stands before the next `separator`, without the blanks around. False:
 * nothing is left. */
bool syntax_part(struct piece *rest, char separator, struct piece *part);

/* The next element of a list with commas, which may be empty; `*at` starts as the header's value,
 * or NULL for an absent header. False: no more. */
bool syntax_element(const char **at, struct piece *element);

/* "charset=utf-8" or `charset="utf-8"`: its name, and its value without the quotes. False: it is
 * none, or its value has more than `size` - 1 bytes. */
bool syntax_parameter(struct piece part, struct piece *name, char *value, size_t size);

#endif
