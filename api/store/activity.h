/*
 * The activity log: who did what, and when. Whatever a person changes notes it in the same unit of
 * work, so that there is no deed without its entry and no entry without its deed.
 *
 *     TRY(activity_add(db, deed, &(struct happening){.kind = ACTIVITY_ROLE, .member_id = id,
 *                                                    .text = role_name(role)}, err));
 *
 * An entry holds ids only. Names and titles are looked up when it is read; a member who leaves goes
 * from every entry.
 */
#ifndef MARQUEE_STORE_ACTIVITY_H
#define MARQUEE_STORE_ACTIVITY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "domain/activity.h"
#include "domain/deed.h"
#include "store/store.h"

/* What an entry is about, by its film. */
struct activity_film {
    int64_t id;        /* of the proposal, the screening or the film; 0: none */
    const char *title; /* while nobody knows one the film's id */
    int64_t year;      /* 0: unknown */
};

struct activity {
    int64_t id, happened_at;
    enum activity_kind kind;
    bool by_host;                         /* the operator did it, or the server by itself */
    struct person actor;                  /* nobody: the host, or has left */
    struct person member;                 /* whom it is about; nobody: nobody, or has left */
    struct activity_film proposal, other; /* other: that it was joined with */
    struct activity_film screening, film; /* film: one that is neither proposed nor watched */
    bool has_number;
    int64_t number;
    const char *text;            /* or NULL */
    struct activity_film *drawn; /* settled: what was in the draw, the first IDS_MAX by id */
    size_t drawn_count;
};

struct activity_query {
    int64_t member_id; /* only what they did and what is about them; 0: everything */
    int64_t also_id;   /* and of that only what is so of this member, too; 0: all of it */
    struct activity_filter filter;
    int64_t before, before_id; /* where the slice before ended; 0: the newest */
    size_t limit;
};

/* The newest first. */
enum fault activity_list(struct db *db, struct arena *arena, const struct activity_query *query,
                         struct activity **entries, size_t *count, struct error *err);

/* Removes all but what only its age removes, and leaves an entry of that itself. */
enum fault store_activity_clear(struct store *store, struct deed deed, struct error *err);

/* Removes what is older than ACTIVITY_SECONDS. If there are still more than ACTIVITY_ROWS_MAX, the
 * oldest votes go, and once there are none, the oldest of what else may go. */
enum fault store_activity_prune(struct store *store, int64_t now, struct error *err);

/* ---- inside a unit of work ---- */

struct happening {
    enum activity_kind kind;
    int64_t member_id; /* whom it is about, also if that is the actor; 0: nobody */
    int64_t proposal_id, other_id, screening_id, film_id;
    int64_t number;   /* what the kind calls it (domain/activity.h) */
    const char *text; /* at most ACTIVITY_TEXT_MAX characters */
    bool actor_left;  /* the deed names nobody: it wasn't the operator, but a member who has left */
};
/* Whoever is named must still be there. A vote takes the place of the actor's last one on the same
 * proposal in the same hour. */
enum fault activity_add(struct db *db, struct deed deed, const struct happening *what,
                        struct error *err);
/* Of the area of stars: it takes the place of all that the actor did with theirs for the screening,
 * or the film, within an hour before. So to and fro is one entry, the last. */
enum fault activity_add_stars(struct db *db, struct deed deed, const struct happening *what,
                              struct error *err);

/* A film turned out to be another, which the server has: it was that which somebody had seen. */
enum fault activity_move_film(struct db *db, int64_t film_id, int64_t other_id, struct error *err);

#endif
