/* Images as programs and networks leave them: sound ones with something put in, left out or broken
 * that browsers do not mind, and the kinds of JPEG that libvips does not write. */
#ifndef MARQUEE_TESTS_SURGERY_H
#define MARQUEE_TESTS_SURGERY_H

#include "support/picture.h"

/* Each gives a new picture; the one that comes in stays the caller's. */
struct picture picture_insert(const struct picture *picture, size_t at, const void *bytes,
                              size_t size);
/* A JPEG with one more segment at its start, 0xe1 for APP1. */
struct picture picture_segment(const struct picture *jpeg, unsigned char marker, const void *bytes,
                               size_t size);
/* A PNG with one more chunk behind its head. */
struct picture picture_chunk(const struct picture *png, const char *name, const void *bytes,
                             size_t size);
/* The image, of whichever format, with this profile, whether they fit or not. */
struct picture picture_profiled(const struct picture *picture, const struct picture *profile);
/* The first place that has these bytes; it ends the test if none has. */
char *picture_find(const struct picture *picture, const void *bytes, size_t size);

/* A JPEG of one colour, as drawn by libjpeg. */
enum jpeg_kind {
    JPEG_ARITHMETIC, /* not Huffman's code, but the other one */
    JPEG_CMYK,       /* four inks, upside down, as Photoshop writes them, with Adobe's mark */
    JPEG_CMYK_BARE,  /* without that mark */
    JPEG_YCCK,       /* Adobe's other way to write four inks */
    JPEG_RGB,        /* not converted to YCbCr, as Adobe's mark says */
    JPEG_SCANS,      /* a scan for each component */
    JPEG_RESTARTS,   /* a restart mark after every row of blocks */
};
struct picture picture_jpeg(enum jpeg_kind kind, int width, int height,
                            const unsigned char color[3]);

/* Two frames, of which the first is of this colour; the second is black. */
struct picture picture_animated_webp(int width, int height, const unsigned char color[3]);
struct picture picture_animated_gif(int width, int height, const unsigned char color[3]);
struct picture picture_animated_png(int width, int height, const unsigned char color[3]);

#endif
