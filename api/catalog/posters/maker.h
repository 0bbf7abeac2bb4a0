/*
 * Makes the pictures of posters (catalog/posters/image.h) and keeps their files
 * (catalog/posters/posters.h). Any thread; blocks as image_make does, or until `stop` is said: then
 * what fails with FAULT_INTERNAL says nothing. Rows in the database are the caller's.
 */
#ifndef MARQUEE_CATALOG_POSTERS_MAKER_H
#define MARQUEE_CATALOG_POSTERS_MAKER_H

#include "base/arena.h"
#include "base/error.h"
#include "base/stop.h"
#include "catalog/posters/posters.h"
#include "store/posters.h"

/* All borrowed. */
struct maker {
    const char *program; /* marquee-image */
    struct posters *posters;
    const struct stop *stop;
};

/* Of an image as it came: keeps it, and a WebP of each width that it has. FAULT_INVALID: it is
 * refused, and nothing is kept. */
enum fault maker_keep(const struct maker *maker, struct arena *arena, const char *bytes,
                      size_t size, struct kept_poster *kept, struct error *err);

/* Files of one poster, of which some may be missing. */
struct poster_images {
    struct poster_image items[POSTER_IMAGES_MAX];
    size_t count;
};

/* Adds the widths that are missing as WebP, from the original or from the widest WebP that is
 * there. FAULT_NOT_FOUND: there is none. */
enum fault maker_add_webp(const struct maker *maker, struct poster_images *images,
                          struct error *err);
/* Adds AVIF of the widths that have WebP, where it is smaller. The same faults. After any of them
 * what was added is there. */
enum fault maker_add_avif(const struct maker *maker, struct poster_images *images,
                          struct error *err);

#endif
