/* What marquee-image answers, after an image has taken it over. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "catalog/posters/image.h"
#include "catalog/posters/posters.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool can_be_kept(const struct rendition *made, size_t size)
{
    char text[8];
    int64_t width;

    snprintf(text, sizeof(text), "%lld", (long long)made->width);
    return poster_width_parse(text, &width) && made->height > 0 && made->size < size &&
           made->size <= POSTER_PICTURE_MAX;
}

/* What passes can be kept and shown: widths of posters, a colour, each width once. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    enum poster_format format = size % 2 == 0 ? POSTER_WEBP : POSTER_AVIF;
    auto_renditions struct renditions made = {.count = 0};
    struct error err;

    error_init(&err);
    if (image_read_answer(format, (const char *)bytes, size, &made, &err) != FAULT_NONE)
        return 0;
    for (size_t i = 0; i < made.count; i++)
        if (!can_be_kept(&made.items[i], size) ||
            (i > 0 && made.items[i].width <= made.items[i - 1].width))
            __builtin_trap();
    if (made.count == 0 || strlen(made.color) != 7)
        __builtin_trap();
    return 0;
}
