#include "fetch/queue.h"

#include <stdio.h>

#include "base/clock.h"

void queue_init(struct queue *queue, const char *name, struct fetch_pace pace,
                const struct fetch_timing *timing)
{
    lane_init(&queue->lane, name, pace, timing);
    TAILQ_INIT(&queue->waiting);
    queue->count = 0;
}

static struct transfer *first_patient(struct queue *queue)
{
    struct transfer *transfer = TAILQ_FIRST(&queue->waiting);

    while (transfer != NULL && transfer->urgent)
        transfer = TAILQ_NEXT(transfer, entry);
    return transfer;
}

void queue_add(struct queue *queue, struct transfer *transfer)
{
    struct transfer *behind = transfer->urgent ? first_patient(queue) : NULL;

    if (behind != NULL)
        TAILQ_INSERT_BEFORE(behind, transfer, entry);
    else
        TAILQ_INSERT_TAIL(&queue->waiting, transfer, entry);
    queue->count++;
}

void queue_remove(struct queue *queue, struct transfer *transfer)
{
    TAILQ_REMOVE(&queue->waiting, transfer, entry);
    queue->count--;
}

struct transfer *queue_take_late(struct queue *queue, int64_t now, int64_t *until)
{
    struct transfer *transfer = TAILQ_FIRST(&queue->waiting);

    *until = INT64_MAX;
    for (; transfer != NULL && transfer->urgent; transfer = TAILQ_NEXT(transfer, entry)) {
        if (transfer->deadline <= now) {
            queue_remove(queue, transfer);
            return transfer;
        }
        if (transfer->deadline < *until)
            *until = transfer->deadline;
    }
    return NULL;
}

struct transfer *queue_take_unwanted(struct queue *queue)
{
    struct transfer *transfer = TAILQ_FIRST(&queue->waiting);

    while (transfer != NULL && !transfer_is_unwanted(transfer))
        transfer = TAILQ_NEXT(transfer, entry);
    if (transfer != NULL)
        queue_remove(queue, transfer);
    return transfer;
}

void queue_state(const struct queue *queue, int64_t now, struct fetch_lane_state *state)
{
    const struct lane *lane = &queue->lane;

    *state = (struct fetch_lane_state){.name = lane->name,
                                       .in_flight = lane->in_flight,
                                       .waiting = queue->count,
                                       .failures = lane->failures,
                                       .counts = &queue->counts};
    if (lane->failures > 0)
        state->failing_ms = (now - lane->failing_from) / MS_US;
    if (lane->paused_until > now)
        state->paused_ms = (lane->paused_until - now + MS_US - 1) / MS_US;
    snprintf(state->last_error, sizeof(state->last_error), "%s", lane->last_error);
}
