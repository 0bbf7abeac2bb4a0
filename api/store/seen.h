/*
 * Films that members have seen already, with stars of their own or without: in no average.
 *
 * A mark is one of a film. Where films are one (store/works.h), a member's mark of any of them is a
 * mark of each.
 */
#ifndef MARQUEE_STORE_SEEN_H
#define MARQUEE_STORE_SEEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/deed.h"
#include "store/store.h"

enum { NO_STARS = 0, STARS_AS_THEY_WERE = -1 };

/* How things are after a change. */
struct seen {
    int64_t film_id;
    bool is_seen;
    int64_t halves; /* half stars, 1 to 10; NO_STARS */
    int64_t seen_count;
};

/* `halves` may also be STARS_AS_THEY_WERE. FAULT_NOT_FOUND: there is no such film. Both may be done
 * again. */
enum fault store_seen_mark(struct store *store, struct deed deed, int64_t film_id, int64_t halves,
                           struct seen *seen, struct error *err);
enum fault store_seen_unmark(struct store *store, struct deed deed, int64_t film_id,
                             struct seen *seen, struct error *err);

/* What a member has marked, rated, or put on their list. */
struct mark {
    int64_t id;     /* of the film, or of the screening */
    int64_t halves; /* or NO_STARS */
    int64_t at;
};
/* The highest id first, from below `before` on (0: from the first on). */
enum fault marks_seen(struct db *db, struct arena *arena, int64_t member_id, int64_t before,
                      size_t limit, struct mark **marks, size_t *count, struct error *err);
enum fault marks_rated(struct db *db, struct arena *arena, int64_t member_id, int64_t before,
                       size_t limit, struct mark **marks, size_t *count, struct error *err);
enum fault marks_wished(struct db *db, struct arena *arena, int64_t member_id, int64_t before,
                        size_t limit, struct mark **marks, size_t *count, struct error *err);

/* ---- inside a unit of work ---- */

/* Two films turn out to be one, and the first may go: its marks are marks of the second. */
enum fault seen_copy(struct db *db, int64_t from, int64_t to, struct error *err);

#endif
