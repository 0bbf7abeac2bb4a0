/* What admins do with screenings. */
#ifndef MARQUEE_STORE_RECORDING_H
#define MARQUEE_STORE_RECORDING_H

#include <stdbool.h>

#include "base/error.h"
#include "domain/deed.h"
#include "store/store.h"

/* What was watched: a proposal, or a film by hand. */
struct screening_new {
    int64_t proposal_id; /* 0: by hand, and then one of the next three */
    bool tonight;        /* the proposal must be tonight's: else FAULT_NOTHING_TONIGHT */
    int64_t film_id;     /* 0: by the next two */
    const char *imdb_id; /* or NULL, and then: */
    const char *title;   /* NFC; beside an id: what is known of it so far, or NULL */
    int64_t year;        /* of the title; 0: unknown */
    bool has_day;        /* false: the evening of a proposal is the next but one, by hand unknown */
    int64_t day;         /* 0: unknown */
    int64_t evening;     /* that of now */
    const char *note;    /* or NULL */
    int64_t proposer_id; /* by hand; 0: unknown */
};
/* The proposal is watched from then on, and keeps its votes. FAULT_PROPOSAL_NOT_OPEN: it was
 * withdrawn or watched meanwhile. FAULT_ALREADY_OPEN: the film that was chosen by hand is up for a
 * vote; it is that proposal that was watched. */
enum fault store_screening_add(struct store *store, struct deed deed,
                               const struct screening_new *screening, int64_t *id,
                               struct error *err);

/* It was not watched: its proposal is up again, with its votes. What members gave it goes with it.
 * FAULT_ALREADY_OPEN: the film has been put up anew. */
enum fault store_screening_remove(struct store *store, struct deed deed, int64_t id,
                                  struct error *err);

#endif
