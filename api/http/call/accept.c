#include "http/call/accept.h"

#include <ctype.h>

enum { WHOLE = 1000, WEIGHT_SIZE = 8 };

/* "0.75": 750. Anything else: 1. */
static int read_weight(const char *text)
{
    int weight = 0, unit = WHOLE;

    for (; *text != '\0'; text++) {
        if (*text == '.' && unit == WHOLE / 10)
            continue;
        if (!isdigit((unsigned char)*text) || unit == 0)
            return WHOLE;
        weight += (*text - '0') * unit;
        unit /= 10;
    }
    return unit == WHOLE || weight > WHOLE ? WHOLE : weight;
}

static int weight_of(struct piece parameters)
{
    struct piece part, name;
    char value[WEIGHT_SIZE];

    while (syntax_part(&parameters, ';', &part))
        if (syntax_parameter(part, &name, value, sizeof(value)) && piece_is(name, "q"))
            return read_weight(value);
    return WHOLE;
}

bool accept_next(const char **header, struct accepted *item)
{
    struct piece element;

    while (syntax_element(header, &element)) {
        if (!syntax_part(&element, ';', &item->name))
            continue;
        item->weight = weight_of(element);
        return true;
    }
    return false;
}

bool accept_names(const char *header, const char *name)
{
    struct accepted item;

    while (accept_next(&header, &item))
        if (piece_is(item.name, name))
            return item.weight > 0;
    return false;
}
