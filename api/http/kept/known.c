#include "http/kept/known.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"

enum { WAYS = 8, SETS = KNOWN_MAX / WAYS };

struct known_place {
    int64_t member_id; /* 0: free */
    struct ip household;
    int64_t noted_at; /* seconds */
};

struct known {
    pthread_mutex_t lock;
    uint8_t seed[SECRET_BYTES]; /* so that nobody chooses whom they push out */
    struct known_place sets[SETS][WAYS];
};

struct known *known_open(void)
{
    struct known *known = calloc(1, sizeof(*known));

    if (known == NULL)
        abort();
    pthread_mutex_init(&known->lock, NULL);
    secret_random(known->seed, sizeof(known->seed));
    return known;
}

void known_close(struct known *known)
{
    if (known == NULL)
        return;
    pthread_mutex_destroy(&known->lock);
    free(known);
}

static struct known_place *set_of(struct known *known, int64_t member_id,
                                  const struct ip *household)
{
    uint8_t text[SECRET_BYTES + sizeof(member_id) + sizeof(household->bytes)], hash[HASH_BYTES];
    uint16_t set;

    memcpy(text, known->seed, SECRET_BYTES);
    memcpy(text + SECRET_BYTES, &member_id, sizeof(member_id));
    memcpy(text + SECRET_BYTES + sizeof(member_id), household->bytes, sizeof(household->bytes));
    hash_bytes(text, sizeof(text), hash);
    memcpy(&set, hash, sizeof(set));
    return known->sets[set % SETS];
}

static bool is_of_both(const struct known_place *place, int64_t member_id,
                       const struct ip *household)
{
    return place->member_id == member_id && ip_equal(&place->household, household);
}

void known_note(struct known *known, int64_t member_id, const struct ip *household, int64_t now)
{
    struct known_place *set = set_of(known, member_id, household), *chosen = &set[0];

    pthread_mutex_lock(&known->lock);
    for (size_t i = 0; i < WAYS && !is_of_both(chosen, member_id, household); i++)
        if (is_of_both(&set[i], member_id, household) || set[i].noted_at < chosen->noted_at)
            chosen = &set[i];
    *chosen =
        (struct known_place){.member_id = member_id, .household = *household, .noted_at = now};
    pthread_mutex_unlock(&known->lock);
}

bool known_has(struct known *known, int64_t member_id, const struct ip *household, int64_t now)
{
    const struct known_place *set = set_of(known, member_id, household);
    bool has = false;

    pthread_mutex_lock(&known->lock);
    for (size_t i = 0; i < WAYS; i++)
        has |= is_of_both(&set[i], member_id, household) && now < set[i].noted_at + KNOWN_SECONDS;
    pthread_mutex_unlock(&known->lock);
    return has;
}
