/*
 * Answers that are the same for everybody of one audience, built at most once per change and then
 * served from memory.
 */
#ifndef MARQUEE_HTTP_KEPT_SNAPSHOT_H
#define MARQUEE_HTTP_KEPT_SNAPSHOT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/blob.h"
#include "base/error.h"
#include "domain/film.h"

struct snapshots;

/* Kept at once; past either, the least recently used goes. Clients choose queries, so also bytes
 * (before compression) are counted. */
enum { SNAPSHOTS_MAX = 64, SNAPSHOTS_BYTES_MAX = 16 * 1024 * 1024 };

struct snapshots *snapshots_open(void);
void snapshots_close(struct snapshots *snapshots);

/* What is shown has changed: everything built before is stale. Any thread; called by the writer
 * after its commit and before it answers. */
void snapshots_changed(struct snapshots *snapshots);

/* What a build makes. */
struct built {
    struct blob *blob;               /* its reference is handed over */
    int64_t expires_at;              /* seconds; when time alone makes it stale */
    uint64_t films[METADATA_STATES]; /* that it shows, by how good their data is */
};

/* Builds, on the thread that asked and without a lock. A fault goes to the one who asked. */
typedef enum fault (*snapshot_build)(void *context, struct built *built, struct error *err);

/* Who wants an answer, and how it is built. */
struct snapshot_asked {
    const char *key;
    int64_t now; /* seconds */
    snapshot_build build;
    void *context;
    bool *would_wait; /* set, with a fault, instead of waiting for another's build; NULL: waits */
};

/*
 * The answer, built if there is none or a stale one. Readers that come while it is built wait for
 * that one build; the caller gets a reference of its own.
 */
enum fault snapshot_get(struct snapshots *snapshots, const struct snapshot_asked *asked,
                        struct blob **blob, struct error *err);

/* Since the start. */
struct snapshot_counts {
    uint64_t builds, from_memory;          /* answers; who waited for a build is of the second */
    uint64_t films_shown[METADATA_STATES]; /* in all answers */
};
void snapshot_count(struct snapshots *snapshots, struct snapshot_counts *counts);

#endif
