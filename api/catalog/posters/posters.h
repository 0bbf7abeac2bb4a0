/*
 * The files of posters below MARQUEE_DATA, addressed by their content. Any thread; all verbs block
 * on the disk, and 16 files are read at once. A file is complete or absent: temporary name, fsync,
 * rename.
 *
 * DESIGN. A file comes before its row in the database, and stays behind it. So a file without a row
 * is being kept just now, or is a leftover: its time tells them apart. It is the moment at which
 * somebody last kept it, and only what is older than the grace of whoever sweeps is removed.
 */
#ifndef MARQUEE_CATALOG_POSTERS_POSTERS_H
#define MARQUEE_CATALOG_POSTERS_POSTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/blob.h"
#include "base/error.h"
#include "domain/poster.h"

enum {
    POSTER_PICTURE_MAX = 2 * 1024 * 1024, /* bytes of one file */
    POSTER_ORIGINAL_MAX = 10 * 1024 * 1024,
};

struct posters;

/* Makes the folder (0700) if its parent exists. */
enum fault posters_open(const char *folder, struct posters **posters, struct error *err);
void posters_close(struct posters *posters);

/* Keeps bytes of the format, width and height that the image says, and adds their size and hash to
 * it. Kept twice is kept once. Its row must follow within a day. */
enum fault posters_keep(struct posters *posters, const char *bytes, size_t size,
                        struct poster_image *image, struct error *err);

/* The name of a file with these bytes, and the id of a poster that came as them. */
void posters_hash(const void *bytes, size_t size, char hash[POSTER_ID_SIZE]);

struct swept {
    size_t files;
    int64_t bytes;
};
typedef bool (*poster_has_row)(void *context, const char *hash);
/* Removes the files, unfinished ones too, that were last kept before `before` and have no row.
 * Files with other names than ours stay. */
struct swept posters_sweep(struct posters *posters, int64_t before, poster_has_row has_row,
                           void *context);

/* The caller gets a reference of its own. FAULT_NOT_FOUND: it is not kept, or its file had other
 * bytes and so was removed. Anything else says nothing about the file: FAULT_BUSY when too many are
 * open, FAULT_INTERNAL when it cannot be read. */
enum fault posters_read(struct posters *posters, const struct poster_image *image,
                        struct blob **blob, struct error *err);

/* The file in this folder (MARQUEE_DATA) is there, and has the size and the bytes that it was kept
 * with. For `marquee check`: needs no posters_open, changes nothing. */
enum fault posters_verify(const char *folder, const struct poster_image *image, struct error *err);

#endif
