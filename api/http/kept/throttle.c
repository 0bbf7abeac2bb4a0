#include "http/kept/throttle.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"

/* A bucket that is empty is `burst × seconds` away from being full; `full_at` says when it is. */
struct bucket {
    uint8_t key[HASH_BYTES];
    int64_t full_at; /* monotonic µs; in the past: a free place */
};

struct throttle {
    pthread_mutex_t lock;
    struct bucket buckets[THROTTLE_KEYS_MAX];
};

struct throttle *throttle_open(void)
{
    struct throttle *throttle = calloc(1, sizeof(*throttle));

    if (throttle == NULL)
        abort();
    pthread_mutex_init(&throttle->lock, NULL);
    return throttle;
}

void throttle_close(struct throttle *throttle)
{
    if (throttle == NULL)
        return;
    pthread_mutex_destroy(&throttle->lock);
    free(throttle);
}

/* With the lock held: the bucket of the key, else the one that is full soonest. */
static struct bucket *find_bucket(struct throttle *throttle, const char *text, int64_t now)
{
    uint8_t key[HASH_BYTES];
    struct bucket *soonest = &throttle->buckets[0];

    hash_bytes(text, strlen(text), key);
    for (size_t i = 0; i < THROTTLE_KEYS_MAX; i++) {
        struct bucket *bucket = &throttle->buckets[i];

        if (memcmp(bucket->key, key, sizeof(key)) == 0) {
            soonest = bucket;
            break;
        }
        if (bucket->full_at < soonest->full_at)
            soonest = bucket;
    }
    if (memcmp(soonest->key, key, sizeof(key)) != 0 || soonest->full_at < now)
        soonest->full_at = now;
    memcpy(soonest->key, key, sizeof(key));
    return soonest;
}

int throttle_take(struct throttle *throttle, const char *key, struct throttle_rate rate)
{
    int64_t now = clock_monotonic_us(), step = (int64_t)rate.seconds * SECOND_US, wait;
    struct bucket *bucket;

    pthread_mutex_lock(&throttle->lock);
    bucket = find_bucket(throttle, key, now);
    wait = bucket->full_at + step - (now + rate.burst * step);
    if (wait <= 0)
        bucket->full_at += step;
    pthread_mutex_unlock(&throttle->lock);
    return wait <= 0 ? 0 : (int)((wait + SECOND_US - 1) / SECOND_US);
}

void throttle_give_back(struct throttle *throttle, const char *key, struct throttle_rate rate)
{
    int64_t now = clock_monotonic_us();

    pthread_mutex_lock(&throttle->lock);
    find_bucket(throttle, key, now)->full_at -= (int64_t)rate.seconds * SECOND_US;
    pthread_mutex_unlock(&throttle->lock);
}
