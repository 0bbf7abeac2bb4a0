/* What a connection does, and since when, in a word that can be read and changed at once. */
#ifndef MARQUEE_HTTP_EDGE_PHASE_H
#define MARQUEE_HTTP_EDGE_PHASE_H

#include <stdint.h>

enum phase { RESTING, RECEIVING, ANSWERING };

enum { PHASE_STEP = 4 /* a state is the monotonic µs since when, × this, + the phase */ };

static inline enum phase phase_of(uint64_t state)
{
    return state % PHASE_STEP;
}

static inline int64_t phase_since_us(uint64_t state)
{
    return (int64_t)(state / PHASE_STEP);
}

/* The state that follows on another, and begins now. The clock for that stands still for some
 * milliseconds; but no two states of a connection are the same, so whoever sees one twice knows
 * that nothing has happened meanwhile. */
uint64_t phase_next(uint64_t before, enum phase phase);

#endif
