/*
 * Votes of members who are deactivated. Nobody counts them, but they come back with the member.
 *
 * DESIGN. A proposal is live while it is open, or has joined another: then it may be up again. A
 * deactivated member has no votes on live proposals, only held ones, and everybody else the other
 * way round. Held votes follow joins as votes do (store/joins.h), so that those who come back have
 * the votes that they would have had. For a proposal that was closed meanwhile they stay held,
 * until it is up again.
 */
#ifndef MARQUEE_STORE_HELD_VOTES_H
#define MARQUEE_STORE_HELD_VOTES_H

#include "store/store.h"

/* ---- inside a unit of work ---- */

/* Holds the member's votes on live proposals, and gives them back. */
enum fault held_votes_take(struct db *db, int64_t member_id, struct error *err);
enum fault held_votes_give_back(struct db *db, int64_t member_id, struct error *err);

/* A proposal that was closed is up again: the votes of who was deactivated meanwhile are held, and
 * those of who came back meanwhile are votes. */
enum fault held_votes_catch_up(struct db *db, int64_t proposal_id, struct error *err);

/* A proposal joins another one. */
enum fault held_votes_join(struct db *db, int64_t joined_id, int64_t kept_id, struct error *err);
/* Another one was parted from it: what came with that alone goes. */
enum fault held_votes_part(struct db *db, int64_t kept_id, struct error *err);

#endif
