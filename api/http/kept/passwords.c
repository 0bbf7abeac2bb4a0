#include "http/kept/passwords.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/waiting.h"
#include "http/kept/floor.h"

struct passwords {
    pthread_mutex_t lock;
    pthread_cond_t done;
    int running, waiting;
    struct floor *floor;
};

struct passwords *passwords_open(void)
{
    struct passwords *passwords = calloc(1, sizeof(*passwords));

    if (passwords == NULL)
        abort();
    pthread_mutex_init(&passwords->lock, NULL);
    pthread_cond_init(&passwords->done, NULL);
    passwords->floor = floor_open();
    return passwords;
}

void passwords_close(struct passwords *passwords)
{
    if (passwords == NULL)
        return;
    floor_close(passwords->floor);
    pthread_cond_destroy(&passwords->done);
    pthread_mutex_destroy(&passwords->lock);
    free(passwords);
}

static enum fault enter_queue(struct passwords *passwords, struct error *err)
{
    bool full;

    pthread_mutex_lock(&passwords->lock);
    full = passwords->waiting == PASSWORDS_WAITING_MAX;
    if (!full) {
        passwords->waiting++;
        while (passwords->running == PASSWORDS_AT_ONCE)
            pthread_cond_wait(&passwords->done, &passwords->lock);
        passwords->waiting--;
        passwords->running++;
    }
    pthread_mutex_unlock(&passwords->lock);
    if (!full)
        return FAULT_NONE;
    error_set(err, FAULT_BUSY, "Too many people are signing in at the moment.");
    err->retry_after = 3;
    return FAULT_BUSY;
}

static void leave_queue(struct passwords *passwords)
{
    pthread_mutex_lock(&passwords->lock);
    passwords->running--;
    pthread_cond_signal(&passwords->done);
    pthread_mutex_unlock(&passwords->lock);
}

void passwords_hold(struct passwords *passwords, const struct old_hash *dearest, size_t count)
{
    floor_hold(passwords->floor, dearest, count);
}

int64_t passwords_floor_us(struct passwords *passwords)
{
    return floor_us(passwords->floor, 0);
}

/* How long the check lasts at least. Without memory for another hash, the next sign-in renews it.
 */
static int64_t check_in_turn(struct passwords *passwords, const char *kept, const char *password,
                             struct password_found *found)
{
    struct password_proof proof;

    *found = (struct password_found){.matches = password_matches(kept, password, &proof)};
    if (proof.is_old && !password_hash(password, found->renewed))
        *found->renewed = '\0';
    return floor_us(passwords->floor, proof.argon2id_us);
}

static void wait_until(int64_t us)
{
    const struct timespec then = {.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};

    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &then, NULL) == EINTR)
        ;
}

/* The wait is outside the queue: whoever waits keeps nobody else from being checked. */
enum fault passwords_check(struct passwords *passwords, const char *kept, const char *password,
                           struct password_found *found, struct error *err)
{
    int64_t start, least;

    waiting_check();
    TRY(enter_queue(passwords, err));
    start = clock_monotonic_us();
    least = check_in_turn(passwords, kept, password, found);
    leave_queue(passwords);
    wait_until(start + least);
    return FAULT_NONE;
}

enum fault passwords_hash(struct passwords *passwords, const char *password,
                          char hash[PASSWORD_HASH_SIZE], struct error *err)
{
    bool hashed;

    TRY(enter_queue(passwords, err));
    hashed = password_hash(password, hash);
    leave_queue(passwords);
    if (hashed)
        return FAULT_NONE;
    error_set(err, FAULT_BUSY, "There isn't enough memory to hash a password right now.");
    err->retry_after = 3;
    return FAULT_BUSY;
}
