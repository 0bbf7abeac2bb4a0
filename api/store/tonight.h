/*
 * What the club watches tonight: the film that an admin has settled on, and maybe a second one that
 * follows it.
 *
 * A film of tonight stays an open proposal, but nobody votes for it, withdraws it, links it or
 * joins it with another: what was settled on stays what it was. Once it is watched, or the evening
 * falls through, it is no film of tonight any more, and its votes are as they were.
 */
#ifndef MARQUEE_STORE_TONIGHT_H
#define MARQUEE_STORE_TONIGHT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/deed.h"
#include "store/proposals.h"
#include "store/store.h"

enum { LEADERS_MAX = 100 /* that are named; a draw is among all of them */ };

/* How a film came to be tonight's. */
struct settled {
    int64_t at;         /* seconds; 0: it was not tonight's */
    int64_t drawn_from; /* how many were in the draw; 0: it was chosen */
    int64_t starts_at;  /* seconds; 0: nobody has said. The second one starts when the first ends */
};
struct tonight_film {
    int64_t proposal_id;
    struct settled settled;
    int64_t ends_at; /* 0: nobody knows */
    struct film film;
};
struct tonight {
    struct tonight_film films[TONIGHT_FILMS]; /* in the order in which they are shown */
    size_t count;
};
enum fault tonight_read(struct db *db, struct arena *arena, struct tonight *tonight,
                        struct error *err);

/* The open proposals with the most votes, those of tonight left out; none while nobody has voted.
 */
struct leaders {
    int64_t votes; /* that each of them has */
    int64_t total; /* how many are level */
    int64_t ids[LEADERS_MAX];
    size_t count;
};
enum fault leaders_read(struct db *db, struct leaders *leaders, struct error *err);

/* All that there is to say of the evening, of one moment. */
struct evening {
    struct tonight tonight;
    struct listed proposals[TONIGHT_FILMS]; /* of its films */
    struct leaders leaders;
    int64_t version; /* of the club's content, that this is part of (store/events.h) */
};
enum fault evening_read(struct db *db, struct arena *arena, struct evening *evening,
                        struct error *err);

struct settling {
    int64_t proposal_id; /* 0: drawn from those that lead, each as likely as the others */
    bool follows;        /* it is the second film of the evening */
    bool has_start;      /* starts_at means something; 0 is then: nobody knows any more */
    int64_t starts_at;
};
/*
 * Settles on a film; on one of tonight again: only when it starts is changed.
 * FAULT_TONIGHT_SETTLED: there is another film already. FAULT_NOTHING_TONIGHT: there is none that
 * it could follow. FAULT_NO_LEADER: nobody has voted. FAULT_PROPOSAL_NOT_OPEN: it is up no more.
 */
enum fault store_tonight_settle(struct store *store, struct deed deed,
                                const struct settling *settling, struct error *err);
/* The evening has fallen through: all is as it was. FAULT_NOTHING_TONIGHT. */
enum fault store_tonight_clear(struct store *store, struct deed deed, struct error *err);
/* One film has: the other one stays, with its start. FAULT_NOTHING_TONIGHT: it is not tonight's.
 * FAULT_NOT_FOUND. */
enum fault store_tonight_remove(struct store *store, struct deed deed, int64_t proposal_id,
                                struct error *err);

/* ---- inside a unit of work ---- */

/* It is watched, or has fallen through: it is no film of tonight any more, and the second becomes
 * the first, with the start that it had. *settled is what is kept for tonight_put_back(). */
enum fault tonight_take(struct db *db, int64_t proposal_id, struct settled *settled,
                        struct error *err);
/* It was not watched at `watched_at`, as was said: it is tonight's again, as it was, before or
 * after the film that it shared the evening with. If another was settled on since, that one stays.
 */
enum fault tonight_put_back(struct db *db, int64_t proposal_id, const struct settled *settled,
                            int64_t watched_at, struct error *err);

#endif
