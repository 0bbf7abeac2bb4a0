/* Reads AVIF images that nobody vouches for, by libheif: libvips' own loader is a module of its
 * package. */
#ifndef MARQUEE_IMAGE_AVIF_H
#define MARQUEE_IMAGE_AVIF_H

#include <stdbool.h>
#include <stddef.h>
#include <vips/vips.h>

/* Finds the library's decoders, which may be files. Once, before the sandbox is closed. False: it
 * does not start. */
bool avif_start(void);

/* Whether the file calls itself AVIF. HEIC is built the same way and is not: few browsers show
 * it. */
bool avif_is(const char *bytes, size_t size);

/* As libvips' own loaders: 0, or -1 and why in its error buffer. Reads no further than the header;
 * the pixels are decoded when they are first asked for, so `bytes` are borrowed until the image is
 * released. There are no options. The image is upright, of 3 or 4 bands of bytes, with its ICC
 * profile; of an animation it is the still image. */
int avif_load(void *bytes, size_t size, VipsImage **image, ...);

#endif
