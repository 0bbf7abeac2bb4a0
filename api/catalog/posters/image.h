/*
 * Pictures of images that came from outside. They are never decoded in this process: the program
 * marquee-image (api/image) does it, in a process that may nothing else.
 */
#ifndef MARQUEE_CATALOG_POSTERS_IMAGE_H
#define MARQUEE_CATALOG_POSTERS_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/stop.h"
#include "domain/poster.h"

enum {
    IMAGE_DEADLINE_MS = 60000,       /* a busy machine's; sandbox.c limits the processor time */
    IMAGE_IDLE_DEADLINE_MS = 300000, /* of AVIF, which waits for the processor to be idle */
};

/* Pictures of one image, narrow ones first, without metadata. */
struct renditions {
    struct rendition {
        char *bytes; /* at most POSTER_PICTURE_MAX; from malloc */
        size_t size;
        int64_t width, height;
    } items[POSTER_WIDTHS];
    size_t count;
    int64_t width, height; /* of the image, upright */
    char color[8];         /* the average: "#rrggbb" */
};

/* Where marquee-image is: beside this program's own file, else where it is installed. It need not
 * be there. */
const char *image_program(struct arena *arena);

/* The same, for a program whose file is `executable`. */
const char *image_program_beside(struct arena *arena, const char *executable);

/* Makes pictures of an image of at most IMAGE_BYTES_MAX bytes (JPEG, PNG, WebP, GIF or AVIF): in
 * POSTER_WEBP or POSTER_AVIF, of these widths (bits as in struct poster) up to that of the image,
 * which must have the least of them. Any thread; blocks for tenths of a second, for POSTER_AVIF
 * until the processor was idle for seconds, at most until the deadline, or until `stop` is said
 * (NULL: never).
 * FAULT_INVALID: the image is refused, now and always, or this machine has no codec for it; err
 * says why. FAULT_INTERNAL: the program could not be run or did not do its work, which is not the
 * image's fault. */
enum fault image_make(const char *program, const struct stop *stop, enum poster_format format,
                      unsigned widths, const void *bytes, size_t size,
                      struct renditions *renditions, struct error *err);
void renditions_release(struct renditions *renditions);
#define auto_renditions CLEANUP(renditions_release)

/* Reads the program's answer (image/wire/answer.h). FAULT_INTERNAL: it is none. */
enum fault image_read_answer(enum poster_format format, const char *bytes, size_t size,
                             struct renditions *renditions, struct error *err);

#endif
