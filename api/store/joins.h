/*
 * Proposals that joined another, because their films turned out to be one.
 *
 * Two films are one while a source answers for one with an id of the other and no admin has refused
 * that, or an admin has joined their proposals. A later proposal that only those who proposed it
 * voted for then joins the earliest by itself (store_films_save); others wait for an admin. What
 * was joined is withdrawn and keeps its votes; the kept one has them besides its own, a member's
 * once.
 */
#ifndef MARQUEE_STORE_JOINS_H
#define MARQUEE_STORE_JOINS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/deed.h"
#include "store/store.h"

enum { JOINS_MAX = 100 };

/* A proposal that joined another. */
struct join {
    int64_t joined_id;
    const char *title; /* of its film; while nobody knows one its id */
    const char *imdb_id;
    struct person proposer;
    bool by_itself;
    struct person joined_by; /* 0: it did so by itself, or the admin has left */
    int64_t joined_at;
};
/* The first JOINS_MAX that joined the proposal. */
enum fault joins_of(struct db *db, struct arena *arena, int64_t kept_id, struct join **joins,
                    size_t *count, struct error *err);

/* ---- inside a unit of work ---- */

struct joining {
    int64_t joined_id, kept_id;
    struct deed deed; /* the actor need not be told; 0: nobody does it */
    bool by_itself;
};
/* Both are open, and neither is settled on for tonight; whether their films are one now is for the
 * caller to settle. */
enum fault join_make(struct db *db, const struct joining *joining, struct error *err);
/* Parts it from whatever it has joined, which is free; its film is not up. kept_id is of no use. */
enum fault join_part(struct db *db, const struct joining *joining, struct error *err);
/* The member votes for the kept one themselves: their vote stays when others are parted from it. */
enum fault join_keep_vote(struct db *db, int64_t kept_id, int64_t member_id, struct error *err);
/* FAULT_VOTES_FROZEN: what it has joined, or what that has joined, is settled on for tonight. */
enum fault join_must_be_free(struct db *db, int64_t joined_id, struct error *err);
enum fault join_kept(struct db *db, int64_t proposal_id, int64_t *kept_id, struct error *err);

#endif
