#include "http/edge/giving_up.h"

#include "base/clock.h"

enum { ANSWER_MOMENT_MS = 5000 /* an answer that takes longer is hardly taken any more */ };

/* How soon a connection is given up among those of its household; IN_USE: not at all. Whoever has
 * only one may use it. */
enum claim { RESTS, COMES_IN, IS_NOT_TAKEN, IN_USE };

static enum claim claim_of(const struct connection *connection, uint64_t state)
{
    int64_t lasts_us = clock_monotonic_us() - phase_since_us(state);

    if (connection->is_given_up)
        return IN_USE;
    if (phase_of(state) == RESTING)
        return RESTS;
    if (connection->holder->count == 1)
        return IN_USE;
    if (phase_of(state) == RECEIVING)
        return COMES_IN;
    return lasts_us > ANSWER_MOMENT_MS * 1000LL ? IS_NOT_TAKEN : IN_USE;
}

struct candidate {
    struct connection *connection;
    enum claim claim;
    uint64_t state;
};

/* `one` comes later in the list, so it is older: it goes where the two seem to have rested as long,
 * which a coarse clock says of some milliseconds. */
static bool goes_before(const struct candidate *one, const struct candidate *other)
{
    size_t held = one->connection->holder->count;

    if (other->connection == NULL || held != other->connection->holder->count)
        return other->connection == NULL || held > other->connection->holder->count;
    if (one->claim != other->claim)
        return one->claim < other->claim;
    return one->state <= other->state;
}

/* Whoever comes while those of who holds more are all in use is let in besides: it would be closed
 * before it could ask. That takes half of the room for those that leave (parts.h), or nobody would
 * come any more. */
static bool is_let_in(const struct connections *connections, const struct candidate *best,
                      size_t most_held)
{
    return best->connection == connections->first && best->connection->holder->count < most_held &&
           connections->count <= connections->limits.most + connections->limits.most / 8 + 8;
}

struct connection *giving_up_choose(const struct connections *connections, bool *rests)
{
    struct candidate best = {0};
    size_t most_held = 0;

    for (struct connection *at = connections->first; at != NULL; at = at->next) {
        struct candidate candidate = {.connection = at, .state = atomic_load(&at->state)};

        if (!at->is_given_up && at->holder->count > most_held)
            most_held = at->holder->count;
        candidate.claim = claim_of(at, candidate.state);
        if (candidate.claim != IN_USE && goes_before(&candidate, &best))
            best = candidate;
    }
    if (best.connection == NULL || is_let_in(connections, &best, most_held))
        return NULL;
    *rests = best.claim == RESTS;
    return best.connection;
}
