#include "base/number.h"

const char *number_text(int64_t number, char text[NUMBER_TEXT_SIZE])
{
    char *start = &text[NUMBER_TEXT_SIZE - 1];
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

    *start = '\0';
    do {
        *--start = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0)
        *--start = '-';
    return start;
}
