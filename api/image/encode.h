/* Pixels to the formats of posters; by libwebp and libheif. */
#ifndef MARQUEE_IMAGE_ENCODE_H
#define MARQUEE_IMAGE_ENCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Three bands of bytes (sRGB), row by row without gaps; borrowed. */
struct pixels {
    const uint8_t *bytes;
    uint32_t width, height;
};

/* `bytes` is the caller's, to be freed, with malloc's free; without metadata. False: it did not
 * work, and there are none. */
typedef bool encode_function(const struct pixels *pixels, uint8_t **bytes, size_t *size);

/* The format's encoder; NULL: there is no such format. */
encode_function *encode_find(const char *format);

/* Starts what the encoder of that format needs before the sandbox is closed. False: this machine
 * has none. */
bool encode_start(const char *format);

#endif
