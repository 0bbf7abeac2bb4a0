/*
 * The pictures of posters that were asked for last, bounded (POSTER_MEMORY_MAX, 256 pictures), and
 * which posters were asked for at all. Any thread; never waits for more than a lock.
 */
#ifndef MARQUEE_CATALOG_POSTERS_MEMORY_H
#define MARQUEE_CATALOG_POSTERS_MEMORY_H

#include "base/blob.h"
#include "domain/poster.h"

enum {
    POSTER_MEMORY_MAX = 4 * 1024 * 1024, /* bytes of all pictures */
    POSTERS_USED_MAX = 512,              /* more since the last look are not noted */
};

struct poster_memory;

struct poster_memory *poster_memory_open(void);
void poster_memory_close(struct poster_memory *memory);

/* What is asked for: which picture it is depends on whether AVIF is welcome. */
struct poster_request {
    const char *id;
    int64_t width;
    bool avif;
};

/* The caller gets a reference of its own; NULL: it is not remembered. */
struct blob *poster_memory_recall(struct poster_memory *memory,
                                  const struct poster_request *request, enum poster_format *format);
void poster_memory_add(struct poster_memory *memory, const struct poster_request *request,
                       enum poster_format format, struct blob *blob);

/* There are other pictures of it now. */
void poster_memory_forget(struct poster_memory *memory, const char *id);

/* The posters that were recalled or added since the last call; how many. */
size_t poster_memory_used(struct poster_memory *memory, char ids[POSTERS_USED_MAX][POSTER_ID_SIZE]);

#endif
