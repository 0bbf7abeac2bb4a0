/* What waits in one lane of fetch/fetch.c, the urgent before the others. Under the engine's lock.
 */
#ifndef MARQUEE_FETCH_QUEUE_H
#define MARQUEE_FETCH_QUEUE_H

#include "fetch/lane.h"
#include "fetch/transfer.h"

struct queue {
    struct lane lane;
    struct transfers waiting;
    size_t count; /* of those that wait */
    struct fetch_counts counts;
};

void queue_init(struct queue *queue, const char *name, struct fetch_pace pace,
                const struct fetch_timing *timing);

/* Behind all others that are as urgent. */
void queue_add(struct queue *queue, struct transfer *transfer);
void queue_remove(struct queue *queue, struct transfer *transfer);

/* Takes out one that cannot wait any longer; NULL: there is none, and the next one cannot from
 * `until` on (INT64_MAX: never). */
struct transfer *queue_take_late(struct queue *queue, int64_t now, int64_t *until);

/* Takes out one that is unwanted; NULL: there is none. */
struct transfer *queue_take_unwanted(struct queue *queue);

void queue_state(const struct queue *queue, int64_t now, struct fetch_lane_state *state);

#endif
