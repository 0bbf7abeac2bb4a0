/* What members are told at their next visit. */
#ifndef MARQUEE_STORE_NOTICES_H
#define MARQUEE_STORE_NOTICES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/deed.h"
#include "store/store.h"

enum { NOTICES_MAX = 20 };

/* What a member is told at the next visit. */
struct notice {
    int64_t id;
    const char *kind; /* "joined" or "parted" */
    int64_t created_at;
    int64_t proposal_id; /* theirs */
    const char *title;
    int64_t other_id;
    const char *other_title;
    struct person other_proposer;
    int64_t kept_id; /* which of the two is up; 0: they are not joined */
};
/* The first NOTICES_MAX. */
enum fault notices_of(struct db *db, struct arena *arena, int64_t member_id,
                      struct notice **notices, size_t *count, struct error *err);
/* Puts one of the actor's away, for good; nothing is done where there is none. */
enum fault store_notice_remove(struct store *store, struct deed deed, int64_t id,
                               struct error *err);

/* ---- inside a unit of work ---- */

struct notice_new {
    int64_t member_id;
    const char *kind;
    int64_t proposal_id, other_id;
    int64_t now;
    bool is_known; /* to the member already: takes back what is not true any more, adds nothing */
};
enum fault notice_give(struct db *db, const struct notice_new *notice, struct error *err);

#endif
