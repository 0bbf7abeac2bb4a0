/*
 * Posters out of images that came from outside. They are never decoded in this process: the program
 * marquee-image (api/image) does it, in a process that may nothing else.
 */
#ifndef MARQUEE_CATALOG_IMAGE_H
#define MARQUEE_CATALOG_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/stop.h"

enum { IMAGE_DEADLINE_MS = 15000 };

/* A poster: WebP without metadata, of one of the widths that posters have. */
struct image {
    char *bytes; /* at most POSTER_BYTES_MAX; from malloc; NULL: none */
    size_t size;
    int64_t width, height;
    char color[8]; /* the average: "#rrggbb" */
};

/* Where marquee-image is: beside this program's own file, else where it is installed. It need not
 * be there. */
const char *image_program(struct arena *arena);

/* The same, for a program whose file is `executable`. */
const char *image_program_beside(struct arena *arena, const char *executable);

/* Makes the poster of a JPEG, PNG or WebP image of at most IMAGE_BYTES_MAX bytes. Any thread;
 * blocks for tens of milliseconds, at most IMAGE_DEADLINE_MS, or until `stop` is said (NULL:
 * never). FAULT_INVALID: the image is refused, now and always; err says why. FAULT_INTERNAL: the
 * program could not be run or did not do its work, which is not the image's fault. */
enum fault image_make_poster(const char *program, const struct stop *stop, const void *bytes,
                             size_t size, struct image *image, struct error *err);
void image_release(struct image *image);
#define auto_image CLEANUP(image_release)

/* Reads the program's answer (image/answer.h). FAULT_INTERNAL: it is none. */
enum fault image_read_answer(const char *bytes, size_t size, struct image *image,
                             struct error *err);

#endif
