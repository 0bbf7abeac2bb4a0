/* The way back from a copy of the database (engine/backup.h). */
#ifndef MARQUEE_STORE_ENGINE_RESTORE_H
#define MARQUEE_STORE_ENGINE_RESTORE_H

#include "base/error.h"
#include "base/file.h"

struct restore {
    /* Is the file a sound database of the wanted kind? Asked before anything is replaced. */
    enum fault (*check)(const char *path, void *context, struct error *err);
    void *context;
    /* Set: where the database from before is now; "": there was none. */
    char kept[FILE_PATH_SIZE];
    /* Set: the file had a checksum, which matched (seal.h). Copies that older versions made, and
     * files that no backup made, have none. */
    bool is_sealed;
};

/*
 * Puts a verified copy of `file` in the place of the database at `path`, whose lock it takes. The
 * database from before is kept under another name beside it, with what its log held. A process that
 * dies leaves the one or the other. An older schema stays as it is: store_open brings it up. The
 * copy has a checksum, which tells store_open that it was restored.
 */
enum fault restore_database(const char *path, const char *file, struct restore *restore,
                            struct error *err);

#endif
