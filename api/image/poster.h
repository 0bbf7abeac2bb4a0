/* Makes the poster of an image that nobody vouches for; the only user of libvips and libwebp. */
#ifndef MARQUEE_IMAGE_POSTER_H
#define MARQUEE_IMAGE_POSTER_H

#include <stddef.h>

#include "base/error.h"
#include "image/answer.h"

/* Starts the library, with no loader but those of JPEG, PNG and WebP. Once, before the sandbox is
 * closed: it opens files. */
enum fault poster_start(struct error *err);

/* Decodes the image whole and makes one WebP of it, upright, opaque, sRGB, without metadata, never
 * wider than the image is. FAULT_INVALID: it is refused. `webp` (free with
 * WebPFree) is the caller's; `bytes` are not changed. */
enum fault poster_make(void *bytes, size_t size, struct image_answer *answer, uint8_t **webp,
                       struct error *err);

#endif
