#include "http/edge/holders.h"

#include <stdlib.h>
#include <string.h>

#include "base/secret.h"

void holders_init(struct holders *holders)
{
    memset(holders, 0, sizeof(*holders));
    secret_random(&holders->seed, sizeof(holders->seed));
}

static struct holder **holder_place(struct holders *holders, const struct ip *household)
{
    const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
    uint64_t half[2], mixed;

    memcpy(half, household->bytes, sizeof(half));
    mixed = (half[0] ^ holders->seed) * odd;
    mixed = (mixed ^ mixed >> 29 ^ half[1]) * (holders->seed | 1) * odd;
    return &holders->places[(mixed >> 40) % HOLDER_PLACES];
}

struct holder *holders_take(struct holders *holders, const struct ip *household)
{
    struct holder **place = holder_place(holders, household), *holder = *place;

    while (holder != NULL && !ip_equal(&holder->household, household))
        holder = holder->next;
    if (holder == NULL) {
        holder = calloc(1, sizeof(*holder));
        if (holder == NULL)
            abort();
        *holder = (struct holder){.household = *household, .next = *place};
        *place = holder;
    }
    holder->count++;
    return holder;
}

void holders_drop(struct holders *holders, struct holder *holder)
{
    struct holder **at = holder_place(holders, &holder->household);

    if (--holder->count > 0)
        return;
    while (*at != holder)
        at = &(*at)->next;
    *at = holder->next;
    free(holder);
}
