/* A year of the club: what it watched, and what can be said of that. */
#ifndef MARQUEE_DOMAIN_YEAR_H
#define MARQUEE_DOMAIN_YEAR_H

#include <stddef.h>
#include <stdint.h>

#include "domain/member.h"
#include "domain/poster.h"

enum {
    YEAR_MIN = 1970,
    YEAR_MAX = 9999,
    YEAR_SCREENINGS_MAX = 1000, /* the latest of a year; three a day would be more */
    YEAR_BEST_MAX = 5,          /* and of those on which members differ most */
    DIVIDED_RATINGS = 3,        /* that it takes to differ, */
    DIVIDED_SPREAD = 10,        /* and how far, in tenths of a star */
    TALLY_MAX = 100             /* different things of one kind that are counted */
};

/* Strings are borrowed. */
struct screened {
    int64_t screening_id;
    int64_t day;       /* base/date.h */
    const char *title; /* NULL while only an id is known */
    int64_t year, minutes;
    const char *metadata; /* as struct film has it */
    struct poster poster;
    struct person proposer;                           /* the id 0: unknown, or has left */
    int64_t rating_count, rating_sum, rating_squares; /* in half stars */
};

struct club_year {
    struct screened *items; /* the first evening first */
    size_t count;
    const int64_t *years; /* all in which the club watched something, the latest first */
    size_t year_count;
};

/* Those with the best average, the best first; between equals the one that more have rated. */
size_t year_best(const struct club_year *year, const struct screened *best[YEAR_BEST_MAX]);
/* Those about which opinions differ most. */
size_t year_divided(const struct club_year *year, const struct screened *divided[YEAR_BEST_MAX]);

/* How far ratings are from their average (the standard deviation), in tenths of a star. */
int64_t screened_spread(const struct screened *screened);

/* How many films there are of each of some things. */
struct tally {
    struct tallied {
        int64_t id;       /* tells one thing from another, */
        const char *name; /* or this does, where there is one */
        const struct person *person;
        int64_t films;
    } items[TALLY_MAX];
    size_t count;
};
void tally_add(struct tally *tally, struct tallied thing);
/* Most films first; equals stay in the order in which they came. */
void tally_sort(struct tally *tally);

#endif
