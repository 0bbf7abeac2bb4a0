#include "http/call/range.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

/* Passes over digits; a number that is too large is the largest one. False: there are none. */
static bool take_number(const char **at, size_t *number)
{
    const char *start = *at;

    for (*number = 0; **at >= '0' && **at <= '9'; (*at)++) {
        size_t digit = (size_t)(**at - '0');

        *number = *number > (SIZE_MAX - digit) / 10 ? SIZE_MAX : *number * 10 + digit;
    }
    return *at > start;
}

/* "-500": the last bytes. */
static enum range_answer take_end(const char *at, size_t size, struct range *range)
{
    size_t count;

    if (!take_number(&at, &count) || *at != '\0')
        return RANGE_WHOLE;
    range->length = count < size ? count : size;
    range->first = size - range->length;
    return count > 0 ? RANGE_PART : RANGE_OUTSIDE;
}

/* "500-999", or "500-" for the rest. */
static enum range_answer take_between(const char *at, size_t size, struct range *range)
{
    size_t last;

    if (!take_number(&at, &range->first) || *at++ != '-')
        return RANGE_WHOLE;
    if (!take_number(&at, &last))
        last = SIZE_MAX;
    if (*at != '\0' || last < range->first)
        return RANGE_WHOLE;
    if (range->first >= size)
        return RANGE_OUTSIDE;
    range->length = (last < size ? last + 1 : size) - range->first;
    return RANGE_PART;
}

enum range_answer range_parse(const char *header, size_t size, struct range *range)
{
    static const char unit[] = "bytes=";

    if (header == NULL || size == 0 || strncasecmp(header, unit, strlen(unit)) != 0)
        return RANGE_WHOLE;
    header += strlen(unit);
    return *header == '-' ? take_end(header + 1, size, range) : take_between(header, size, range);
}

bool range_is_of(const char *if_range, const char *tag)
{
    size_t length = strlen(tag);

    return if_range == NULL || (if_range[0] == '"' && strncmp(if_range + 1, tag, length) == 0 &&
                                strcmp(if_range + 1 + length, "\"") == 0);
}
