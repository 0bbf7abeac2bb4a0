/* Which posters were looked at last, and which go when there are too many. */
#ifndef MARQUEE_STORE_POSTER_QUOTA_H
#define MARQUEE_STORE_POSTER_QUOTA_H

#include <stdbool.h>

#include "base/error.h"
#include "domain/poster.h"
#include "store/store.h"

/* They were looked at: noted to a day. */
enum fault store_posters_used(struct store *store, char (*ids)[POSTER_ID_SIZE], size_t count,
                              int64_t now, struct error *err);

/* Removes at most `limit` posters that no film shows and that were not used since `before`. Their
 * files are the caller's. */
enum fault store_posters_prune(struct store *store, int64_t before, size_t limit, size_t *count,
                               struct error *err);

/* What went; `more`: there is still too much, call again. */
struct dropped {
    size_t posters, originals;
    bool more;
};
/* Until the files have `quota` bytes at most, posters that are not up for a vote go, the least
 * recently used first; then what the others came as. Their films are shown without, and want them
 * again once they are proposed. The files are the caller's. */
enum fault store_posters_make_room(struct store *store, int64_t quota, struct dropped *dropped,
                                   struct error *err);

#endif
