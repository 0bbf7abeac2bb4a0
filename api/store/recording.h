/* What admins do with screenings. */
#ifndef MARQUEE_STORE_RECORDING_H
#define MARQUEE_STORE_RECORDING_H

#include <stdbool.h>

#include "base/error.h"
#include "base/zone.h"
#include "domain/deed.h"
#include "store/store.h"

/* What was watched: a proposal, or a film by hand. */
struct screening_new {
    int64_t proposal_id;     /* 0: by hand, and then one of the next three */
    bool tonight;            /* the proposal must be tonight's: else FAULT_NOTHING_TONIGHT */
    int64_t film_id;         /* 0: by the next two */
    const char *imdb_id;     /* or NULL, and then: */
    const char *title;       /* NFC; beside an id: what is known of it so far, or NULL */
    int64_t year;            /* of the title; 0: unknown */
    bool has_day;            /* false: a proposal was watched this evening, by hand it is unknown */
    int64_t day;             /* 0: unknown */
    const struct zone *zone; /* where the club's evenings are; NULL: UTC */
    const char *note;        /* or NULL */
    int64_t proposer_id;     /* by hand; 0: unknown */
};
/* The proposal is watched from then on, and keeps its votes. FAULT_PROPOSAL_NOT_OPEN: it was
 * withdrawn or watched meanwhile. FAULT_ALREADY_OPEN: the film that was chosen by hand is up for a
 * vote; it is that proposal that was watched. */
enum fault store_screening_add(struct store *store, struct deed deed,
                               const struct screening_new *screening, int64_t *id,
                               struct error *err);

/* What is to be another; what is not set stays. Where all is so already, nothing is done. */
struct screening_change {
    bool set_day, set_note, set_proposer;
    int64_t day;         /* 0: unknown */
    const char *note;    /* or NULL */
    int64_t proposer_id; /* 0: unknown */
};
enum fault store_screening_change(struct store *store, struct deed deed, int64_t id,
                                  const struct screening_change *change, struct error *err);

/* It was not watched: its proposal is up again, with its votes, and within a day of the recording
 * also tonight's again, if it was. What members gave it goes with it.
 * FAULT_ALREADY_OPEN: the film has been put up anew. */
enum fault store_screening_remove(struct store *store, struct deed deed, int64_t id,
                                  struct error *err);
/* It was, after all: with what members gave it, and its proposal is watched again. Nothing is done
 * to one that is there. FAULT_TOO_LATE: it was undone more than a day ago. FAULT_PROPOSAL_NOT_OPEN,
 * FAULT_VOTES_FROZEN: its proposal was closed, or settled on anew. */
enum fault store_screening_restore(struct store *store, struct deed deed, int64_t id,
                                   struct error *err);

/* Removes for good what was taken back so long ago that it cannot come back: screenings, with what
 * they were given, ratings, and the joins of withdrawn proposals. */
enum fault store_undone_prune(struct store *store, int64_t now, struct error *err);

/* ---- inside a unit of work ---- */

/* A film turned out to be another, which the server has: it was that which was watched. */
enum fault screenings_move(struct db *db, int64_t film_id, int64_t other_id, struct error *err);

#endif
