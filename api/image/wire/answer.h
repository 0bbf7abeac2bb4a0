/*
 * What marquee-image (this folder) and the server (catalog/posters/image.c) say to each other; the
 * only header that they share.
 *
 * The server starts the program with a format, "webp" or "avif", and one to IMAGE_PICTURES_MAX
 * widths in pixels, ascending. Standard input: one image, at most IMAGE_BYTES_MAX bytes, then its
 * end. It must be at least as wide as the first width; wider ones than it has are left out. The
 * exit status says what came of it:
 *
 *   IMAGE_MADE     standard output: a struct image_answer, then the bytes of its pictures, one
 *                  after the other, nothing else
 *   IMAGE_REFUSED  standard error: one line that says what is wrong with the image, or which
 *                  format cannot be made here
 *   anything else  the program itself could not work; standard error may say why
 *
 * A signal that a decoder's bug or the processor limit raises means that the image broke it.
 */
#ifndef MARQUEE_IMAGE_ANSWER_H
#define MARQUEE_IMAGE_ANSWER_H

#include <stdint.h>

enum {
    IMAGE_BYTES_MIN = 32, /* no image of this size has fewer */
    IMAGE_BYTES_MAX = 10 * 1024 * 1024,
    IMAGE_SIDE_MIN = 80, /* pixels */
    IMAGE_SIDE_MAX = 8192,
    IMAGE_PIXELS_MAX = 40 * 1000 * 1000,
    IMAGE_PICTURES_MAX = 4,
};

enum { IMAGE_MADE = 0, IMAGE_REFUSED = 3, IMAGE_TROUBLE = 4 };

#define IMAGE_MAGIC "MqI2"

/* In the machine's own byte order: both programs are of one build. */
struct image_answer {
    char magic[4];          /* IMAGE_MAGIC, without a NUL */
    uint8_t color[4];       /* the average of the image: red, green, blue; then 0 */
    uint32_t width, height; /* of the image, upright */
    uint32_t count;
    struct image_picture {
        uint32_t width, height;
        uint32_t size; /* bytes */
    } pictures[IMAGE_PICTURES_MAX];
};

#endif
