/* What an admin does with proposals of one film, and what follows when one is withdrawn. */
#ifndef MARQUEE_STORE_JOINING_H
#define MARQUEE_STORE_JOINING_H

#include "base/error.h"
#include "domain/deed.h"
#include "store/store.h"

/* Joins one open proposal with another; again, it changes nothing. FAULT_PROPOSAL_NOT_OPEN: one of
 * them is closed. FAULT_VOTES_FROZEN: one of them is settled on for tonight. Both proposers are
 * told, but not the actor. */
enum fault store_proposals_join(struct store *store, struct deed deed, int64_t joined_id,
                                int64_t kept_id, struct error *err);
/* Parts them: each has its own votes again, and the joined one is up again. No source's word makes
 * their films one any more. Nothing is done where they are not joined. FAULT_ALREADY_OPEN: its film
 * was put up anew. FAULT_VOTES_FROZEN: its votes are with a film of tonight. */
enum fault store_proposals_part(struct store *store, struct deed deed, int64_t joined_id,
                                int64_t kept_id, struct error *err);

/* ---- inside a unit of work ---- */

/* Its proposer, the actor, has withdrawn the kept one: what others had put up is up again. */
enum fault join_release(struct db *db, struct deed deed, int64_t kept_id, struct error *err);
/* That is undone: what is still up of it joins again. */
enum fault join_take_back(struct db *db, struct deed deed, int64_t kept_id, struct error *err);

#endif
