/* Pictures of every kind, as files in memory: good ones, and what else comes from outside. */
#ifndef MARQUEE_TESTS_PICTURE_H
#define MARQUEE_TESTS_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/auto.h"

struct picture {
    char *bytes; /* from malloc */
    size_t size;
};

/* How it is drawn: coloured noise, unless something else is said. */
struct drawing {
    int width, height;
    const char *format;         /* ".jpg", ".png[interlace]"…, as libvips names them */
    const unsigned char *color; /* red, green, blue: all of it */
    int orientation;            /* of EXIF; 0: none */
    const char *words;          /* written into its EXIF */
    const char *space;          /* "grey", "16 bits, grey, alpha"…: the table in picture.c */
};
struct picture picture_draw(const struct drawing *drawing);
#define DRAW(...) picture_draw(&(struct drawing){__VA_ARGS__})

/* A black PNG of one bit a pixel: few bytes, however large it is. */
struct picture picture_black(uint32_t width, uint32_t height);

/* These bytes, padded with spaces to `size`. */
struct picture picture_fake(const char *bytes, size_t length, size_t size);

/* Without what comes behind its first `size` bytes. */
struct picture picture_cut(const struct picture *picture, size_t size);

/* A WebP file that decodes whole, of this size, in one plain chunk: there is no metadata. */
bool picture_is_plain_webp(const char *bytes, size_t size, int64_t width, int64_t height);

/* An AVIF file that decodes whole, of this size. */
bool picture_is_avif(const char *bytes, size_t size, int64_t width, int64_t height);

void picture_release(struct picture *picture);
#define auto_picture CLEANUP(picture_release)

#endif
