/* Votes, one by one and as ballots. */
#ifndef MARQUEE_STORE_VOTES_H
#define MARQUEE_STORE_VOTES_H

#include "base/arena.h"
#include "base/error.h"
#include "domain/deed.h"
#include "domain/proposal.h"
#include "store/store.h"

/* The actor votes. Both may be repeated; *vote_count is the count afterwards.
 * FAULT_PROPOSAL_NOT_OPEN: too late. FAULT_VOTES_FROZEN: it is settled on for tonight. */
enum fault store_vote_cast(struct store *store, struct deed deed, int64_t proposal_id,
                           int64_t *vote_count, struct error *err);
enum fault store_vote_withdraw(struct store *store, struct deed deed, int64_t proposal_id,
                               int64_t *vote_count, struct error *err);
/* Replaces the actor's votes on all open proposals; all or nothing. `ids` are distinct; *refused
 * is the one that is unknown or closed, or whose votes are frozen and would change. */
enum fault store_ballot_put(struct store *store, struct deed deed, const int64_t *ids, size_t count,
                            int64_t *refused, struct error *err);
enum fault votes_of_member(struct db *db, struct arena *arena, int64_t member_id, int64_t after,
                           size_t limit, struct vote **votes, size_t *count, struct error *err);
enum fault votes_of_proposal(struct db *db, struct arena *arena, int64_t proposal_id, int64_t after,
                             size_t limit, struct vote **votes, size_t *count, struct error *err);
/* Active members who have voted for no open proposal, by their ids. */
enum fault voters_missing(struct db *db, struct arena *arena, int64_t after, size_t limit,
                          struct person **members, size_t *count, struct error *err);

/* ---- inside a unit of work ---- */

/* As store_vote_cast(). */
enum fault vote_cast(struct db *db, struct deed deed, int64_t proposal_id, int64_t *vote_count,
                     struct error *err);

#endif
