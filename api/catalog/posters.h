/*
 * Poster images: files below MARQUEE_DATA, addressed by their content, with a bounded memory of
 * the ones asked for last (POSTER_MEMORY_MAX, 256 images). Any thread; all verbs block on the
 * disk, and 16 files are read at once. A file is complete or absent: temporary name, fsync, rename.
 *
 * DESIGN. A file comes before its row in the database, and stays behind it. So a file without a row
 * is being kept just now, or is a leftover: its time tells them apart. It is the moment at which
 * somebody last kept it or let it go, and only what is older than the grace of whoever sweeps is
 * removed. Nobody needs to know who asks for a poster at that moment: browsers that show an older
 * page have as long as that.
 */
#ifndef MARQUEE_CATALOG_POSTERS_H
#define MARQUEE_CATALOG_POSTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/blob.h"
#include "base/error.h"
#include "domain/film.h"

enum {
    POSTER_ID_SIZE = 33,                 /* 32 hex digits and a NUL */
    POSTER_BYTES_MAX = 2 * 1024 * 1024,  /* of one file */
    POSTER_MEMORY_MAX = 4 * 1024 * 1024, /* of all that are kept in memory */
};

struct posters;

/* Makes the folder (0700) if its parent exists. */
enum fault posters_open(const char *folder, struct posters **posters, struct error *err);
void posters_close(struct posters *posters);

/* Keeps a WebP image; its id follows from its bytes. Kept twice is kept once. Its row must follow
 * within a day. */
enum fault posters_keep(struct posters *posters, const char *bytes, size_t size, int64_t width,
                        char id[POSTER_ID_SIZE], struct error *err);

/* The poster has no row any more: its file stays for as long as a new one that never gets one. */
void posters_let_go(struct posters *posters, const char *id, int64_t width);

struct swept {
    size_t files;
    int64_t bytes;
};
typedef bool (*poster_has_row)(void *context, const char *id);
/* Removes the files, unfinished ones too, that were last kept or let go before `before` and have no
 * row. Files with other names than ours stay. */
struct swept posters_sweep(struct posters *posters, int64_t before, poster_has_row has_row,
                           void *context);

/* The image of that width; `id` is 32 hex digits, and the caller gets a reference of its own.
 * FAULT_NOT_FOUND: it is not kept, or its file had other bytes and so was removed. Anything else
 * says nothing about the file: FAULT_BUSY when too many are open, FAULT_INTERNAL when it cannot be
 * read. */
enum fault posters_read(struct posters *posters, const char *id, int64_t width, struct blob **blob,
                        struct error *err);

/* The file of a poster in this folder (MARQUEE_DATA) is there, and has the size and the bytes that
 * it was kept with. For `marquee check`: needs no posters_open, changes nothing. */
enum fault posters_verify(const char *folder, const struct poster *poster, struct error *err);

/* One of the widths that posters are kept in: "185", "342", "500", "780". */
bool poster_width_parse(const char *text, int64_t *width);

/* 32 lower-case hexadecimal digits. */
bool poster_id_is_valid(const char *text);

#endif
