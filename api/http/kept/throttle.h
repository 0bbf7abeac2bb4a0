/*
 * Counts attempts by key in memory: a few at once, then one at a time. Keys that are idle long
 * enough to be full again are forgotten; when all places are taken, the fullest one is.
 *
 * Our own: a proxy can count addresses, but not the accounts that are tried.
 */
#ifndef MARQUEE_HTTP_KEPT_THROTTLE_H
#define MARQUEE_HTTP_KEPT_THROTTLE_H

#include <stdint.h>

struct throttle;

enum { THROTTLE_KEYS_MAX = 4096 };

/* One attempt comes back every `seconds`; at most `burst` at once. */
struct throttle_rate {
    int burst;
    int seconds;
};

struct throttle *throttle_open(void);
void throttle_close(struct throttle *throttle);

/* Takes one attempt for `key` (any text); 0, or the seconds until the next one is free. */
int throttle_take(struct throttle *throttle, const char *key, struct throttle_rate rate);

/* Gives an attempt back: it was a good one. */
void throttle_give_back(struct throttle *throttle, const char *key, struct throttle_rate rate);

#endif
