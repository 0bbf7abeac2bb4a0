/* What a store test wants to be there already. Each call must succeed, else the test fails. */
#ifndef MARQUEE_TESTS_SEED_H
#define MARQUEE_TESTS_SEED_H

#include "domain/deed.h"
#include "store/posters.h"
#include "support/world.h"

enum { SEED_NOW = 1700000000 /* the seconds at which everything seeded has happened */ };

int64_t seed_member(struct world *world, const char *name);
int64_t seed_admin(struct world *world, const char *name);
void seed_limit(struct world *world, int64_t member_id, int64_t limit);

/* What a member does at SEED_NOW, or at another moment; and what the operator does. */
struct deed by(int64_t member_id);
struct deed by_at(int64_t member_id, int64_t when);
struct deed by_host(void);

/* A session of the member, which that secret opens; its id. */
int64_t seed_session(struct world *world, int64_t member_id, const char *secret, int64_t when);

/* Proposes the film "tt<number>", or one entered by hand; the id of the proposal. */
int64_t seed_proposal(struct world *world, int64_t member_id, int number);
int64_t seed_by_hand(struct world *world, int64_t member_id, const char *title, int64_t year);

/* Proposals of one member, who may have that many; `ids` in the order of their making. */
void seed_proposals(struct world *world, int64_t member_id, int64_t *ids, int count);

/* Casts a vote; the new count. */
int64_t seed_vote(struct world *world, int64_t proposal_id, int64_t member_id);

/* Two members, two proposals, and two votes for the first of them; the store is closed again. */
void seed_votes(struct world *world);

/* It is watched, by the operator at SEED_NOW; and so is a film by hand, on a day (0: unknown). The
 * ids of the screenings. */
int64_t seed_watched(struct world *world, int64_t proposal_id);
int64_t seed_watched_on(struct world *world, const char *title, int64_t day);

/* What a provider says of the film of a proposal. */
void seed_facts(struct world *world, int64_t proposal_id, const char *title, int64_t minutes);

/* A poster of one WebP of that width, whose hash is the id. There is no file. */
struct kept_poster seed_poster(const char *id, int64_t width);

#endif
