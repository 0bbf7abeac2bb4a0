/*
 * What marquee-image (this folder) and the server (catalog/image.c) say to each other; the only
 * header that they share.
 *
 * The server starts the program without arguments. Standard input: one image, at most
 * IMAGE_BYTES_MAX bytes, then its end. The exit status says what came of it:
 *
 *   IMAGE_MADE     standard output: a struct image_answer, then `size` bytes of WebP, nothing else
 *   IMAGE_REFUSED  standard error: one line that says what is wrong with the image
 *   anything else  the program itself could not work; standard error may say why
 *
 * A signal that a decoder's bug or the processor limit raises means that the image broke it.
 */
#ifndef MARQUEE_IMAGE_ANSWER_H
#define MARQUEE_IMAGE_ANSWER_H

#include <stdint.h>

enum {
    IMAGE_BYTES_MIN = 200,
    IMAGE_BYTES_MAX = 10 * 1024 * 1024,
    IMAGE_SIDE_MIN = 80, /* pixels */
    IMAGE_SIDE_MAX = 8192,
    IMAGE_PIXELS_MAX = 40 * 1000 * 1000,
};

enum { IMAGE_MADE = 0, IMAGE_REFUSED = 3, IMAGE_TROUBLE = 4 };

#define IMAGE_MAGIC "MqI1"

/* In the machine's own byte order: both programs are of one build. */
struct image_answer {
    char magic[4]; /* IMAGE_MAGIC, without a NUL */
    uint32_t size; /* bytes of WebP that follow */
    uint32_t width, height;
    uint8_t color[4]; /* the average of the poster: red, green, blue; then 0 */
};

/* The widths that a poster is made in: the widest of them that the image has. */
static const uint32_t image_widths[] = {185, 342, 500};

#endif
