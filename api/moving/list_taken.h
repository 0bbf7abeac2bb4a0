/* What is wanted of a list, and what became of it. */
#ifndef MARQUEE_MOVING_LIST_TAKEN_H
#define MARQUEE_MOVING_LIST_TAKEN_H

#include "domain/deed.h"
#include "moving/matching.h"
#include "moving/verdicts.h"

struct list_wanted {
    struct deed deed;  /* who brings it */
    int64_t member_id; /* whose a member's list is; 0: nobody's, so its rows are left */
    bool for_club;     /* the club's lists may come; else their rows are left */
    bool dry_run;
};

struct list_taken {
    struct verdict *rows; /* one for each */
    struct known_films known;
    size_t new_films; /* that weren't known here */
};

#endif
