/*
 * Films that turn out to be one, and the proposals that are joined for it; see store/store.h for
 * what its functions have in common.
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
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

struct db;
struct store;

enum { JOINS_MAX = 100, NOTICES_MAX = 20 };

/* A proposal that joined another. */
struct join {
    int64_t joined_id;
    const char *title; /* of its film; while nobody knows one its id */
    const char *imdb_id;
    int64_t proposer_id; /* 0: has left */
    const char *proposer_name;
    bool by_itself;
    int64_t member_id; /* who joined them; 0: it did so by itself, or the admin has left */
    const char *member_name;
    int64_t joined_at;
};
/* The first JOINS_MAX that joined the proposal. */
enum fault joins_of(struct db *db, struct arena *arena, int64_t kept_id, struct join **joins,
                    size_t *count, struct error *err);

/* Joins one open proposal with another; again, it changes nothing. FAULT_PROPOSAL_NOT_OPEN: one of
 * them is closed. Both proposers are told, but not `member_id`, who does it. */
enum fault store_proposals_join(struct store *store, int64_t joined_id, int64_t kept_id,
                                int64_t member_id, int64_t now, struct error *err);
/* Parts them: each has its own votes again, and the joined one is up again. No source's word makes
 * their films one any more. Nothing is done where they are not joined. FAULT_ALREADY_OPEN: its film
 * was put up anew. */
enum fault store_proposals_part(struct store *store, int64_t joined_id, int64_t kept_id,
                                int64_t member_id, int64_t now, struct error *err);

/* What a member is told at the next visit. */
struct notice {
    int64_t id;
    const char *kind; /* "joined" or "parted" */
    int64_t created_at;
    int64_t proposal_id; /* theirs */
    const char *title;
    int64_t other_id;
    const char *other_title;
    int64_t other_proposer_id; /* 0: has left */
    const char *other_proposer_name;
    int64_t kept_id; /* which of the two is up; 0: they are not joined */
};
/* The first NOTICES_MAX. */
enum fault notices_of(struct db *db, struct arena *arena, int64_t member_id,
                      struct notice **notices, size_t *count, struct error *err);
/* Puts one of the member's away, for good; nothing is done where there is none. */
enum fault store_notice_remove(struct store *store, int64_t id, int64_t member_id,
                               struct error *err);

#endif
