/* What to watch next: a few films out of those with most votes, each for a reason that can be said
 * in a sentence. */
#ifndef MARQUEE_DOMAIN_SUGGESTION_H
#define MARQUEE_DOMAIN_SUGGESTION_H

#include <stddef.h>
#include <stdint.h>

#include "domain/poster.h"

enum {
    CANDIDATES_MAX = 100, /* those with most votes; nobody looks further down */
    SHORTEST_OF = 5,      /* the shortest is one of so many with most votes, */
    OVERDUE_OF = 10,      /* the one that is overdue of so many, */
    PAIRED_OF = 20,       /* and a double bill is made of so many */
    LATELY = 10,          /* screenings that count as lately */
    DOUBLE_BILL_MINUTES = 270,
    DOUBLE_BILL_OVER = 15, /* minutes that a double bill may be longer than was wished */
    MINUTES_MAX = 1000     /* of one evening */
};

/* A film that is up and has votes. Strings are borrowed. */
struct candidate {
    int64_t proposal_id, votes;
    const char *title;
    int64_t year, minutes; /* 0: unknown */
    struct poster poster;
    int64_t wins; /* of all its voters, lately; only of the first OVERDUE_OF */
};

struct candidates {
    struct candidate *items; /* most votes first */
    size_t count;
    int64_t lately; /* screenings of the last LATELY that the club had voted for */
};

struct evening_wish {
    int64_t minutes; /* left tonight; 0: nobody has said */
    int64_t double_bill;
};

enum suggestion_kind {
    SUGGEST_FITS,        /* most votes of what fits into the time that is left */
    SUGGEST_SHORTEST,    /* the shortest of the leaders */
    SUGGEST_DOUBLE_BILL, /* two whose runtimes come closest to a wish */
    SUGGEST_OVERDUE,     /* whose voters have got their films least often lately */
    SUGGESTIONS
};

struct suggestion {
    enum suggestion_kind kind;
    size_t films[2], count; /* candidates, by their place from 0 on */
};

/* "fits", "shortest", "double_bill", "overdue". */
const char *suggestion_kind_name(enum suggestion_kind kind);

/* At most one of each kind, in that order; how many. */
size_t suggestions_choose(const struct candidates *from, const struct evening_wish *wish,
                          struct suggestion chosen[SUGGESTIONS]);

#endif
