/* The value of `Range`, and of `If-Range`; the first two bytes are the size of the body. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "http/call/range.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct range range = {0};
    size_t body;
    char *header;

    if (size < 2)
        return 0;
    body = bytes[0] + 256U * bytes[1];
    header = strndup((const char *)bytes + 2, size - 2);
    /* What is lent lies within the body, and there is something to lend. */
    if (range_parse(header, body, &range) == RANGE_PART &&
        (range.length == 0 || range.length > body || range.first > body - range.length))
        __builtin_trap();
    if (range_is_of(header, "tag") && strcmp(header, "\"tag\"") != 0)
        __builtin_trap();
    free(header);
    return 0;
}
