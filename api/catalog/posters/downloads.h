/*
 * Posters that are being downloaded: each address at most once at a time, however many films have
 * it. A job starts them from what the database wants, and takes the images when they have arrived.
 */
#ifndef MARQUEE_CATALOG_POSTERS_DOWNLOADS_H
#define MARQUEE_CATALOG_POSTERS_DOWNLOADS_H

#include "catalog/sources/sources.h"
#include "store/poster_wants.h"

enum { DOWNLOADS_MAX = 16 /* at once: each may be 10 MiB */ };

struct downloads;

/* `sources` and `settings` are borrowed. `arrived` is called on the fetch thread and must not wait.
 */
struct downloads *downloads_open(const struct sources *sources,
                                 const struct catalog_settings *settings,
                                 void (*arrived)(void *context), void *context);
/* Once the fetching has stopped. NULL is fine. */
void downloads_close(struct downloads *downloads);

/* How many are under way or arrived. */
size_t downloads_count(struct downloads *downloads);

/* ---- for the jobs -------------------------------------------------------------------------- */

/* A larger copy is asked for where there may be one, and the address itself if none comes. Does
 * nothing when DOWNLOADS_MAX are open, or one from there is; nor for a while after what came
 * of one could not be saved: all would be asked for again. */
void downloads_start(struct downloads *downloads, const struct poster_want *want, int64_t now);

struct download {
    char *url;
    int64_t failures;
    struct fetch_answer answer;
};

/* The next that has arrived, or NULL; given out once, whichever thread asks. Until downloads_done,
 * or the close, its address is not asked again. `saved`: what came of it is in the database. */
struct download *downloads_take(struct downloads *downloads);
void downloads_done(struct downloads *downloads, struct download *download, bool saved,
                    int64_t now);
/* In place of downloads_done, when the image is refused: true if it was a larger copy, and its
 * address is asked now. It is given out again when that has answered. */
bool downloads_ask_again(struct downloads *downloads, struct download *download);

#endif
