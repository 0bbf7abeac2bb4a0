#include "http/call/accept.h"

#include <ctype.h>
#include <string.h>

static const char blanks[] = " \t";

enum { WHOLE = 1000 };

/* "0.75": 750. Anything else: 1. */
static int read_weight(const char *at, const char *end)
{
    int weight = 0, unit = WHOLE;

    for (; at < end && strchr(" \t;", *at) == NULL; at++) {
        if (*at == '.' && unit == WHOLE / 10)
            continue;
        if (!isdigit((unsigned char)*at) || unit == 0)
            return WHOLE;
        weight += (*at - '0') * unit;
        unit /= 10;
    }
    return unit == WHOLE || weight > WHOLE ? WHOLE : weight;
}

/* Of the parameters of one item, up to its end. */
static int weight_of(const char *at, const char *end)
{
    while ((at = memchr(at, ';', (size_t)(end - at))) != NULL) {
        at += 1 + strspn(at + 1, blanks);
        if (end - at >= 2 && strncasecmp(at, "q=", 2) == 0)
            return read_weight(at + 2, end);
        if (at >= end)
            break;
    }
    return WHOLE;
}

bool accept_next(const char **header, struct accepted *item)
{
    const char *end;

    if (*header == NULL || **header == '\0')
        return false;
    item->name = *header + strspn(*header, blanks);
    item->name_length = strcspn(item->name, " \t;,");
    end = item->name + strcspn(item->name, ",");
    item->weight = weight_of(item->name, end);
    *header = *end == ',' ? end + 1 : end;
    return true;
}

bool accept_names(const char *header, const char *name)
{
    size_t length = strlen(name);
    struct accepted item;

    while (accept_next(&header, &item))
        if (item.name_length == length && strncasecmp(item.name, name, length) == 0)
            return item.weight > 0;
    return false;
}
