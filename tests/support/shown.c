#include "support/shown.h"

#include <stdio.h>
#include <stdlib.h>

#include "catalog/posters/image.h"
#include "support/check.h"

const unsigned char brown[] = {0x80, 0x40, 0x20}, black[] = {0, 0, 0};
const unsigned char grey[] = {0x50, 0x50, 0x50}, inks[] = {0x8e, 0x54, 0x3a};

static bool is_near(const char *found, const unsigned char wanted[3], int distance)
{
    unsigned parts[3];

    if (sscanf(found, "#%2x%2x%2x", &parts[0], &parts[1], &parts[2]) != 3)
        return false;
    for (size_t i = 0; i < 3; i++)
        if (abs((int)parts[i] - (int)wanted[i]) > distance)
            return false;
    return true;
}

void expect_shown(const char *name, struct picture picture, const unsigned char color[3],
                  int distance)
{
    auto_renditions struct renditions made;
    struct error err;
    enum fault fault;

    error_init(&err);
    fault = image_make(MARQUEE_IMAGE_EAGER, NULL, POSTER_WEBP, 1, picture.bytes, picture.size,
                       &made, &err);
    if (fault != FAULT_NONE)
        fail_msg("%s: %s", name, err.detail);
    if (!is_near(made.color, color, distance))
        fail_msg("%s: %s, not #%02x%02x%02x", name, made.color, color[0], color[1], color[2]);
    if (made.width != WIDTH || made.height != HEIGHT)
        fail_msg("%s: %u x %u", name, made.width, made.height);
    picture_release(&picture);
}
