/*
 * What people bring along from another program: rows as they were there, with their own moments,
 * and without a limit that would keep them out. They follow the club's other rules: a film is up
 * once, a member votes for it once, and who is deactivated has their votes held.
 *
 * All of it runs inside a unit of work. `*is_new` says whether something was written; it wasn't
 * where the club has that already.
 */
#ifndef MARQUEE_STORE_BRINGING_H
#define MARQUEE_STORE_BRINGING_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/member.h"
#include "store/activity.h"
#include "store/store.h"

/* ---- what was brought ------------------------------------------------------------------------ */

/* A row of a source, and what it is here. */
struct imported {
    int64_t key, id;
};
/* Those of one table of a source, in the order of their keys. */
enum fault imported_rows(struct db *db, struct arena *arena, const char *source, const char *noun,
                         struct imported **rows, size_t *count, struct error *err);
/* So that a second run leaves the row alone. */
enum fault imported_add(struct db *db, const char *source, const char *noun, struct imported row,
                        struct error *err);

/* *id becomes 0 if that is gone, or was taken back. */
enum fault film_still(struct db *db, int64_t *id, struct error *err);
enum fault screening_still(struct db *db, int64_t *id, struct error *err);

/* *id becomes that of the proposal which has its votes now, if it has joined another. */
enum fault proposal_joined(struct db *db, int64_t *id, struct error *err);

/* ---- members --------------------------------------------------------------------------------- */

struct brought_member {
    const char *name; /* NFC, checked, and nobody's */
    enum role role;
    enum member_state state;
    const char *password_hash; /* NULL: none */
    int64_t joined_at, last_seen_at;
};
/* Noted as added by the operator, when they joined. */
enum fault member_bring(struct db *db, const struct brought_member *member, int64_t *id,
                        struct error *err);
/* Both only for a member who has none of their own. */
enum fault member_bring_limit(struct db *db, int64_t id, int64_t limit, bool *is_new,
                              struct error *err);
enum fault member_bring_password(struct db *db, struct deed deed, int64_t id, const char *hash,
                                 bool *is_new, struct error *err);

/* ---- films ----------------------------------------------------------------------------------- */

struct brought_film {
    const char *imdb_id, *title;     /* one of them at least */
    int64_t year;                    /* 0: unknown */
    int64_t runtime_minutes;         /* 0: unknown */
    const char *metadata, *provider; /* or NULL */
    int64_t cached_at;
    const char *poster_url; /* or NULL */
};
/* Finds or makes the film. What it lacks of data and poster is as it was brought; both are asked
 * for anew behind. */
enum fault film_bring(struct db *db, const struct brought_film *film, int64_t now, int64_t *id,
                      struct error *err);
/* The highest id of all; 0: there are none. */
enum fault film_newest(struct db *db, int64_t *id, struct error *err);
/* The one film with this title, up for a vote, whose year may be this (0: any); 0: there is none,
 * or more than one. */
enum fault film_up_titled(struct db *db, const char *title, int64_t year, int64_t *id,
                          struct error *err);

/* ---- what members did with them -------------------------------------------------------------- */

struct brought_deed {
    int64_t film_id, proposer_id; /* 0: unknown, or has left */
    int64_t when;
    const char *note; /* or NULL */
    int64_t day;      /* of a screening; 0: unknown */
};
/* If the film is up, it's that proposal. */
enum fault proposal_bring(struct db *db, const struct brought_deed *proposal, int64_t *id,
                          bool *is_new, struct error *err);
/* A proposal of the film that isn't open any more, made `when` (0: ever); 0: there was none. */
enum fault proposal_over(struct db *db, int64_t film_id, int64_t when, int64_t *id,
                         struct error *err);

enum brought_vote { VOTE_BROUGHT, VOTE_WAS_THERE, VOTE_FROZEN, VOTE_TOO_LATE };
/* `is_held`: the member is deactivated. */
enum fault vote_bring(struct db *db, int64_t proposal_id, int64_t member_id, bool is_held,
                      int64_t when, enum brought_vote *outcome, struct error *err);

enum fault screening_bring(struct db *db, const struct brought_deed *screening, int64_t *id,
                           struct error *err);
/* The last screening of the film whose id is below `first_id`; 0: there is none. */
enum fault screening_before(struct db *db, int64_t film_id, int64_t first_id, int64_t *id,
                            struct error *err);
/* The screening of the film that day, also one that was taken back. Where nobody knows the day (0)
 * it's the one of unknown day that was noted `when`, and where nobody knows that either (0) it's
 * any. 0: there is none. */
enum fault screening_noted(struct db *db, int64_t film_id, int64_t day, int64_t when, int64_t *id,
                           struct error *err);
/* The screening of the film that day; 0: there is none, or nobody knows the day. */
enum fault screening_of_day(struct db *db, int64_t film_id, int64_t day, int64_t *id,
                            struct error *err);
/* Ids that new screenings get are this or above. */
enum fault screening_next_id(struct db *db, int64_t *id, struct error *err);

enum fault rating_bring(struct db *db, int64_t screening_id, int64_t member_id, int64_t halves,
                        int64_t when, bool *is_new, struct error *err);
/* The screening of the film to which the member gave stars just then; 0: to none. */
enum fault rating_of_moment(struct db *db, int64_t film_id, int64_t member_id, int64_t when,
                            int64_t *screening_id, struct error *err);
/* `halves` may be NO_STARS. Stars also come to a mark that has none. */
enum fault seen_bring(struct db *db, int64_t film_id, int64_t member_id, int64_t halves,
                      int64_t when, bool *is_new, struct error *err);
/* An entry of the log. A member's votes for one film within an hour are one entry, the last. */
enum fault activity_bring(struct db *db, struct deed deed, const struct happening *what,
                          bool *is_new, struct error *err);

#endif
