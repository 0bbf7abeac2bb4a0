/* Makes pictures of an image that nobody vouches for; by libvips. */
#ifndef MARQUEE_IMAGE_POSTER_H
#define MARQUEE_IMAGE_POSTER_H

#include <stddef.h>

#include "base/error.h"
#include "image/encode.h"
#include "image/wire/answer.h"

/* Starts the library, with no loader but those of JPEG, PNG, WebP, GIF and AVIF. Once, before the
 * sandbox is closed: it opens files. */
enum fault poster_start(struct error *err);

/* What is to be made: answer.h. */
struct order {
    encode_function *encode;
    uint32_t widths[IMAGE_PICTURES_MAX];
    size_t count;
};

/* Decodes the image whole and makes its pictures: upright, opaque, sRGB, without metadata, never
 * wider than the image is. FAULT_INVALID: it is refused. The pictures are the caller's, to be
 * freed; `bytes` are not changed. */
enum fault poster_make(void *bytes, size_t size, const struct order *order,
                       struct image_answer *answer, uint8_t *pictures[IMAGE_PICTURES_MAX],
                       struct error *err);

#endif
