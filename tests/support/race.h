/* Requests that begin at one moment, each from a client of its own. */
#ifndef MARQUEE_TESTS_RACE_H
#define MARQUEE_TESTS_RACE_H

#include <pthread.h>

#include "support/club.h"

enum { CROWD = 6, ROUNDS = 5 };

struct racer {
    struct client http;
    pthread_t thread;
    pthread_barrier_t *start;
    char line[64], body[300];
    const char *as;
    int status; /* of the answer, once the race has ended */
};

struct race {
    pthread_barrier_t start;
    struct racer racers[CROWD]; /* the test fills in line, body and as */
};

/* They all wait for one more at the start: pthread_barrier_wait(&race.start). */
void race_begin(struct race *race, const struct club *club);

/* How many succeeded; all others must have got `otherwise`. */
int race_end(struct race *race, int otherwise);

#endif
