/* What marquee-image answers, after an image has taken it over. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "catalog/image.h"
#include "catalog/posters.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    auto_image struct image image = {.bytes = NULL};
    char width[8];
    int64_t parsed;
    struct error err;

    error_init(&err);
    if (image_read_answer((const char *)bytes, size, &image, &err) != FAULT_NONE)
        return 0;
    /* What passes can be kept and shown: a width of posters, a colour, our format. */
    snprintf(width, sizeof(width), "%lld", (long long)image.width);
    if (!poster_width_parse(width, &parsed) || image.height <= 0 || image.size >= size ||
        strlen(image.color) != 7 || memcmp(image.bytes, "RIFF", 4) != 0)
        __builtin_trap();
    return 0;
}
