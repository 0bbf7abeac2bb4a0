/*
 * How many connections each household has (an IPv4 address, or an IPv6 /64), or how many streams.
 * Nothing here takes a lock: whoever owns it has one, or is a single thread.
 */
#ifndef MARQUEE_HTTP_EDGE_HOLDERS_H
#define MARQUEE_HTTP_EDGE_HOLDERS_H

#include <stddef.h>

#include "domain/ip.h"

struct holder {
    struct ip household;
    size_t count; /* of its connections, or of its streams */
    struct holder *next;
};

enum { HOLDER_PLACES = 4096 };

struct holders {
    struct holder *places[HOLDER_PLACES];
    uint64_t seed; /* so that nobody chooses who shares a place */
};

void holders_init(struct holders *holders);

/* Counts one more. The holder stays where it is until its last one is taken off. */
struct holder *holders_take(struct holders *holders, const struct ip *household);
void holders_drop(struct holders *holders, struct holder *holder);

#endif
