/* What members do with proposals. */
#ifndef MARQUEE_STORE_PROPOSING_H
#define MARQUEE_STORE_PROPOSING_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/deed.h"
#include "store/store.h"

struct proposal_new {
    const char *imdb_id; /* or NULL, and then: */
    const char *title;   /* NFC; beside an id: what is known of it so far, or NULL */
    int64_t year;        /* 0: unknown */
    const char *note;    /* why this one: at most NOTE_MAX characters, or NULL */
    bool vote;           /* and votes for it, if it is up already for that one */
    int64_t club_limit;  /* of open proposals, for a member without a limit of their own */
    bool unless_up; /* FAULT_ALREADY_OPEN if a film of that title and year is up, under any id */
};
struct proposed {
    int64_t id, film_id;
    bool is_up; /* it was up already, and the member has voted for it */
};
/*
 * Finds or makes the film and proposes it. FAULT_ALREADY_OPEN comes before FAULT_PROPOSAL_LIMIT
 * (rules 3 and 4).
 */
enum fault store_proposal_add(struct store *store, struct deed deed,
                              const struct proposal_new *proposal, struct proposed *proposed,
                              struct error *err);

/* For its proposer, or an admin (rule 6). FAULT_VOTES_FROZEN: it is settled on for tonight. If its
 * proposer withdraws it, what others had put up and had joined it is up again. */
enum fault store_proposal_withdraw(struct store *store, struct deed deed, int64_t id,
                                   struct error *err);
struct proposal_change {
    const char *imdb_id; /* NULL: as it is */
    const char *note;    /* NULL: as it is; "": none */
};
/*
 * For the same; all of it, or nothing. An id is for a film that was entered by hand: if the server
 * has that film already, the proposal moves over to it. A pitch is its proposer's; FAULT_FORBIDDEN:
 * an admin may only clear it.
 */
enum fault store_proposal_change(struct store *store, struct deed deed, int64_t id,
                                 const struct proposal_change *change, struct error *err);

#endif
