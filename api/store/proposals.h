/* Proposals, as lists and one by one. */
#ifndef MARQUEE_STORE_PROPOSALS_H
#define MARQUEE_STORE_PROPOSALS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/deed.h"
#include "domain/proposal.h"
#include "store/proposal_query.h"
#include "store/store.h"

struct listed {
    struct proposal proposal;
    struct person *voters; /* who voted first comes first; all of them, where they were wanted */
    size_t voter_count;
};

struct proposal_slice {
    struct listed *items;
    size_t count;
    bool more;
    int64_t version; /* of the club's content, that this is part of (store/events.h) */
};

/* Says whether the voters of the nth proposal of a slice are wanted. */
struct voters_wanted {
    bool (*wants)(void *context, size_t n, const struct proposal *proposal);
    void *context;
};

/* The slice and the voters that are wanted (NULL: all) in two statements, both of one moment. */
enum fault proposals_slice(struct db *db, struct arena *arena, const struct proposal_query *query,
                           const struct voters_wanted *wanted, struct proposal_slice *slice,
                           struct error *err);
enum fault proposal_by_id(struct db *db, struct arena *arena, int64_t id, struct listed *listed,
                          struct error *err);

/* ---- inside a unit of work ---- */

/* The proposal, if it is the actor's, or they are an admin (rule 6). FAULT_FORBIDDEN: neither. */
enum fault proposal_to_change(struct db *db, struct arena *arena, struct actor actor, int64_t id,
                              struct listed *listed, struct error *err);

/* It was watched; it is withdrawn; it is put up again, with the votes of who is active now. */
enum fault proposal_watch(struct db *db, int64_t id, int64_t now, struct error *err);
enum fault proposal_close(struct db *db, int64_t id, int64_t now, struct error *err);
enum fault proposal_reopen(struct db *db, int64_t id, struct error *err);

#endif
