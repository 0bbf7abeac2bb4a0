#include "http/kept/floor.h"

#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/password.h"

enum {
    TRIES = 3, /* the quickest counts */
    ROOM = 2,  /* the floor is twice what the dearest check takes */
    /* Nobody waits for a busy machine longer than this or FLOOR_RISEN_MAX; a page waits for 10 s.
     */
    SLOWEST = 4, /* floors */
};

/* How much slower than usual a machine may be until the floor rises, so that most wait equally long
 * and there still is some room. */
static const double SLOWER = 1.5;

/* Microseconds on this machine; 0 if nothing is held. */
struct costs {
    double argon2id, floor;
};

struct floor {
    pthread_mutex_t lock;
    struct old_hash held[OLD_SCHEMES];
    size_t count;
    unsigned version, known_version; /* of what is held, and of what the costs are of */
    struct costs costs;
    double risen; /* floors; at least 1 */

    pthread_mutex_t trying;                       /* one at a time, and the rest is its own */
    double us_per_work[OLD_SCHEMES], argon2id_us; /* 0: not tried yet */
};

struct floor *floor_open(void)
{
    struct floor *floor = calloc(1, sizeof(*floor));

    if (floor == NULL)
        abort();
    pthread_mutex_init(&floor->lock, NULL);
    pthread_mutex_init(&floor->trying, NULL);
    floor->risen = 1;
    return floor;
}

void floor_close(struct floor *floor)
{
    if (floor == NULL)
        return;
    pthread_mutex_destroy(&floor->trying);
    pthread_mutex_destroy(&floor->lock);
    free(floor);
}

void floor_hold(struct floor *floor, const struct old_hash *dearest, size_t count)
{
    pthread_mutex_lock(&floor->lock);
    memcpy(floor->held, dearest, count * sizeof(*dearest));
    floor->count = count;
    floor->version++;
    pthread_mutex_unlock(&floor->lock);
}

/* ---- trying -------------------------------------------------------------------------------- */

/* NULL: what is kept of a new password. */
static double time_once(const struct old_hash *hash)
{
    char kept[PASSWORD_HASH_SIZE];
    uint8_t output[OLD_OUTPUT_MAX];
    int64_t start = clock_monotonic_us();

    if (hash != NULL)
        old_hash_make(hash, "a password", output);
    else
        password_hash("a password", kept);
    return (double)(clock_monotonic_us() - start);
}

static double time_of(const struct old_hash *hash)
{
    double least = time_once(hash);

    for (int i = 1; i < TRIES; i++)
        least = fmin(least, time_once(hash));
    return least;
}

static double cost_of(struct floor *floor, const struct old_hash *hash)
{
    double *us_per_work = &floor->us_per_work[hash->scheme];
    struct old_hash sample = old_hash_sample(hash);

    if (*us_per_work == 0)
        *us_per_work = time_of(&sample) / (double)old_hash_work(&sample);
    return *us_per_work * (double)old_hash_work(hash);
}

/* An old hash has Argon2id above it, and again in its place when it's right. */
static struct costs costs_of(struct floor *floor, const struct old_hash *held, size_t count)
{
    double dearest = 0;

    if (count == 0)
        return (struct costs){0};
    for (size_t i = 0; i < count; i++)
        dearest = fmax(dearest, cost_of(floor, &held[i]));
    if (floor->argon2id_us == 0)
        floor->argon2id_us = time_of(NULL);
    return (struct costs){.argon2id = floor->argon2id_us,
                          .floor = (dearest + 2 * floor->argon2id_us) * ROOM};
}

/* ---- asking -------------------------------------------------------------------------------- */

struct held {
    struct old_hash hashes[OLD_SCHEMES];
    size_t count;
    unsigned version;
};

static bool are_known(struct floor *floor, struct costs *costs)
{
    bool known;

    pthread_mutex_lock(&floor->lock);
    known = floor->known_version == floor->version;
    *costs = floor->costs;
    pthread_mutex_unlock(&floor->lock);
    return known;
}

static void copy_held(struct floor *floor, struct held *held)
{
    pthread_mutex_lock(&floor->lock);
    held->count = floor->count;
    held->version = floor->version;
    memcpy(held->hashes, floor->held, held->count * sizeof(*held->hashes));
    pthread_mutex_unlock(&floor->lock);
}

static void make_known(struct floor *floor, struct costs costs, unsigned version)
{
    pthread_mutex_lock(&floor->lock);
    floor->costs = costs;
    floor->known_version = version;
    pthread_mutex_unlock(&floor->lock);
}

static struct costs find_costs(struct floor *floor)
{
    struct costs costs;
    struct held held;

    if (are_known(floor, &costs))
        return costs;
    pthread_mutex_lock(&floor->trying);
    copy_held(floor, &held);
    costs = costs_of(floor, held.hashes, held.count);
    make_known(floor, costs, held.version);
    pthread_mutex_unlock(&floor->trying);
    return costs;
}

/* How much the floor rises: it goes by the slowest of the last few, so that all wait alike. */
static double rise(struct floor *floor, double slower)
{
    double risen;

    pthread_mutex_lock(&floor->lock);
    risen = fmin(SLOWEST, fmax(slower, 1 + (floor->risen - 1) * 0.75));
    floor->risen = risen;
    pthread_mutex_unlock(&floor->lock);
    return risen;
}

int64_t floor_us(struct floor *floor, int64_t argon2id_us)
{
    struct costs costs = find_costs(floor);
    double risen;

    if (costs.floor == 0)
        return 0;
    risen = costs.floor * rise(floor, (double)argon2id_us / costs.argon2id / SLOWER);
    return (int64_t)fmin(risen, fmax(costs.floor, FLOOR_RISEN_MAX));
}
