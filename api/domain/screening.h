/* A screening: a film that the club has watched; and what its members gave it. */
#ifndef MARQUEE_DOMAIN_SCREENING_H
#define MARQUEE_DOMAIN_SCREENING_H

#include <stdint.h>

#include "domain/film.h"
#include "domain/member.h"

enum {
    SCREENING_NOTE_MAX = 500, /* characters */
    RATING_HALVES_MAX = 10,   /* half stars: 1 to 10 */
};

/* Strings are borrowed. */
struct screening {
    int64_t id;
    int64_t proposal_id; /* 0: recorded by hand */
    int64_t day;         /* of the evening (base/date.h); 0: unknown */
    int64_t created_at;
    const char *note;                 /* or NULL */
    struct person proposer;           /* nobody: unknown, or has left */
    int64_t rating_count, rating_sum; /* the sum in half stars */
    struct film film;
};

/* In half stars, to the nearest; between two the higher. 0: nobody has given any. */
int64_t rating_average(int64_t sum, int64_t count);

/* An evening is at most tomorrow, wherever on earth; else /date is in the future. */
enum fault screening_day_check(int64_t day, int64_t now, struct error *err);

/* FAULT_NOT_FOUND. */
enum fault screening_missing(int64_t id, struct error *err);

#endif
